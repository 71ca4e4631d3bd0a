"""The types of activity; each is independent of the others."""
