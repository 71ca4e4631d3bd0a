"""The ground floor and the roof: all that is not about one course."""
