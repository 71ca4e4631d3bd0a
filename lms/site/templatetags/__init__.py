"""The shell's own tags; loaded in templates as `site`."""
