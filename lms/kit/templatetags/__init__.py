"""The design system as template tags; loaded in templates as `kit`."""
