"""Addresses of papers, for those who are signed in, and what badges point at."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from certificates.credentials import views


class FormatConverter(StringConverter):
    """The slugs of the formats that a paper is given in."""

    regex = "pdf|badge|jwt"


register_converter(FormatConverter, "credential_format")

app_name = "credentials"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("status/<int:place>", views.status_list, name="status_list"),
    path("<uuid:uuid>/", views.detail, name="detail"),
    path("<uuid:uuid>/act/", views.act, name="act"),
    path("<uuid:uuid>/<credential_format:slug>", views.download, name="download"),
]
