"""The tables of this app; each lives in its component."""
