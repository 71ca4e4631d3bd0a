"""Courses: the catalogue, enrolment, activities, progress and the player."""
