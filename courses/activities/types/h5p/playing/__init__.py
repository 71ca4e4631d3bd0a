"""The player: bundles of scripts and styles, the sandboxed page, the files it may fetch."""
