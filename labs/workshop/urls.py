"""Addresses under /labs/workshop/."""

from django.urls import path

from labs.workshop import views

app_name = "workshop"
urlpatterns = [
    path("", views.labs, name="labs"),
    path("sample/", views.sample, name="sample"),
    path("<uuid:uuid>/", views.lab, name="lab"),
    path("versions/<uuid:uuid>/solution/", views.try_solution, name="try-solution"),
    path("versions/<uuid:uuid>/try/", views.try_notebook, name="try-notebook"),
    path("versions/<uuid:uuid>/preview/", views.preview, name="preview"),
    path("versions/<uuid:uuid>/learner-file/", views.learner_file, name="learner-file"),
    path("versions/<uuid:uuid>/open/", views.open_room, name="open-room"),
    path("versions/<uuid:uuid>/room/", views.room, name="room"),
    path("versions/<uuid:uuid>/try-room/", views.try_room, name="try-room"),
    path("trials/<uuid:uuid>/", views.trial, name="trial"),
]
