"""Units, not persons: applications handed over to units, phase by phase."""
