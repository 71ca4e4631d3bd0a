"""Courses as a Django app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses: the catalogue, enrolment, activities, progress and the player."""

    name = "courses"
    verbose_name = "Courses"
