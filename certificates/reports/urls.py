"""Addresses of the reports."""

from django.urls import path

from certificates.reports import views

app_name = "reports"
urlpatterns = [
    path("competencies/", views.matrix, name="matrix"),
    path("me/", views.me, name="me"),
    path("people/", views.people, name="people"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("competencies/<uuid:uuid>/", views.unit, name="unit"),
    path("people/units/<uuid:uuid>/", views.people, name="unit_people"),
    path("competencies/<uuid:uuid>/<uuid:competency>/", views.cell, name="cell"),
]
