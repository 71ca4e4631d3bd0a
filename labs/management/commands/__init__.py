"""Commands of the labs."""
