"""Addresses of the organisation."""

from django.urls import path

from lms.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.units, name="units"),
    path("units/<uuid:uuid>/", views.unit, name="unit"),
    path("units/<uuid:uuid>/assign/", views.assign, name="assign"),
    path("units/<uuid:uuid>/enter/", views.enter, name="enter"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/grant/", views.grant, name="grant"),
    path("people/<uuid:uuid>/disable/", views.disable, name="disable"),
    path("people/<uuid:uuid>/enable/", views.enable, name="enable"),
    path("posts/<uuid:uuid>/end/", views.end_post, name="end_post"),
    path("grants/<uuid:uuid>/end/", views.end_grant, name="end_grant"),
]
