"""Addresses of this app: the catalogue in public, learning under /learn/."""

from django.urls import include, path

from courses.catalogue.views import show_illustration
from courses.player.views import catalogue

urlpatterns = [
    path("khoa-hoc/", catalogue.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:course_slug>/", catalogue.course, name="course"),
    path("media/images/<str:name>", show_illustration, name="illustration"),
    path("enrolments/", include("courses.enrolment.urls")),
    path("courses/health/", include("courses.player.health_urls")),
    path("learn/videos/", include("courses.activities.types.video.urls")),
    path("learn/", include("courses.player.urls")),
    path("", include("courses.activities.types.h5p.urls")),
    path("", include("courses.activities.types.xblock.urls")),
]
