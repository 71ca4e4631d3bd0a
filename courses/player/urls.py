"""Addresses under /learn/."""

from django.urls import path

from courses.player import views

app_name = "player"
urlpatterns = [
    path("activities/<uuid:uuid>/<slug:kind>/", views.receive, name="receive"),
    path("<slug:course_slug>/", views.outline, name="outline"),
    path("<slug:course_slug>/start/", views.start, name="start"),
    path("<slug:course_slug>/resume/", views.resume, name="resume"),
    path("<slug:course_slug>/<slug:lesson_slug>/", views.lesson, name="lesson"),
]
