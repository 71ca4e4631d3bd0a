"""Addresses under /learn/videos/."""

from django.urls import path

from courses.activities.types.video import views

app_name = "video"
urlpatterns = [
    path("<uuid:uuid>/film/", views.film, name="film"),
    path("<uuid:uuid>/captions.vtt", views.captions, name="captions"),
]
