"""Addresses under /enrolments/."""

from django.urls import path

from courses.enrolment import views

app_name = "enrolment"
urlpatterns = [
    path("<slug:course_slug>/", views.send, name="send"),
    path("<slug:course_slug>/<uuid:uuid>/withdraw/", views.take_out, name="take_out"),
]
