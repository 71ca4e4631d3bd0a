"""Hands-on labs in JupyterHub, graded outside the learner's reach."""
