"""Addresses of papers, for those who are signed in, and what badges point at."""

from django.urls import path

from certificates.credentials import views

app_name = "credentials"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("status/<int:place>", views.status_list, name="status_list"),
    path("<uuid:uuid>/", views.detail, name="detail"),
    path("<uuid:uuid>/act/", views.act, name="act"),
    path("<uuid:uuid>/files/<slug:slug>/", views.download, name="download"),
]
