"""Addresses under /learn/."""

from django.urls import path

from courses.player.views import catalogue, learning, receiving

app_name = "player"
urlpatterns = [
    path("", catalogue.mine, name="mine"),
    path("activities/<uuid:uuid>/<slug:kind>/", receiving.receive, name="receive"),
    path("<slug:course_slug>/", learning.outline, name="outline"),
    path("<slug:course_slug>/start/", catalogue.start, name="start"),
    path("<slug:course_slug>/leave/", catalogue.leave, name="leave"),
    path("<slug:course_slug>/resume/", learning.resume, name="resume"),
    path("<slug:course_slug>/<slug:lesson_slug>/", learning.lesson, name="lesson"),
]
