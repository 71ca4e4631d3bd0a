"""Competencies, achievements, credentials and the reports HR reads."""
