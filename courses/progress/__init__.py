"""What statements add up to: per activity and per course; derived, never written by hand."""
