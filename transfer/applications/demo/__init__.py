"""Applications, handovers and phases of the demonstration, as data."""
