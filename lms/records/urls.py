"""Addresses of the records."""

from django.urls import path

from lms.records import views

app_name = "records"
urlpatterns = [path("retention/", views.retention, name="retention")]
