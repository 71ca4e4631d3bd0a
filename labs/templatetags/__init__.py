"""Template tags of the labs."""
