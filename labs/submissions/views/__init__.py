"""Views of submissions."""
