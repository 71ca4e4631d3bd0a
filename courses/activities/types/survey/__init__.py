"""A survey: handed in once; what was answered is kept without who answered it."""
