"""Addresses of this app: the catalogue in public, learning under /learn/."""

from django.urls import include, path

from courses.player import views

urlpatterns = [
    path("khoa-hoc/", views.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:course_slug>/", views.course_page, name="course"),
    path("learn/videos/", include("courses.activities.types.video.urls")),
    path("learn/", include("courses.player.urls")),
    path("", include("courses.activities.types.h5p.urls")),
    path("", include("courses.activities.types.xblock.urls")),
]
