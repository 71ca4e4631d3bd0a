"""The pages of the player: finding a course, learning in it, and what activities send."""
