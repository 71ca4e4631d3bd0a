"""Addresses of the reports."""

from django.urls import path

from certificates.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.matrix, name="matrix"),
    path("me/", views.me, name="me"),
    path("people/", views.people, name="people"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("units/<uuid:uuid>/", views.unit, name="unit"),
    path("units/<uuid:uuid>/people/", views.people, name="unit_people"),
    path("units/<uuid:uuid>/<uuid:competency>/", views.cell, name="cell"),
]
