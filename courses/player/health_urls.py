"""Addresses under /courses/health/."""

from django.urls import path

from courses.player.views import health

app_name = "health"
urlpatterns = [
    path("", health.courses, name="courses"),
    path("<slug:course_slug>/", health.course, name="course"),
]
