"""Addresses of the shell."""

from django.urls import URLPattern, path

from lms.site import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
