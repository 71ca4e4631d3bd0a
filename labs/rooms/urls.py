"""Addresses under /labs/rooms/."""

from django.urls import path

from labs.rooms import views

app_name = "rooms"
urlpatterns = [path("", views.rooms, name="rooms")]
