"""Addresses under /labs/submissions/."""

from django.urls import path

from labs.submissions.views import attempts, likenesses, lists, regrades

app_name = "submissions"
urlpatterns = [
    path("", lists.labs, name="labs"),
    path("<uuid:uuid>/", lists.lab, name="lab"),
    path("<uuid:uuid>/figures/", lists.figures, name="figures"),
    path("<uuid:uuid>/regrade/", regrades.start, name="start-regrade"),
    path("attempts/<uuid:uuid>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:uuid>/notebook/", attempts.notebook, name="notebook"),
    path("attempts/<uuid:uuid>/contents/", attempts.contents, name="contents"),
    path("attempts/<uuid:uuid>/file/", attempts.file, name="file"),
    path("attempts/<uuid:uuid>/points/", attempts.give, name="give"),
    path("attempts/<uuid:uuid>/take-back/", attempts.take_back, name="take-back"),
    path("attempts/<uuid:uuid>/regrade/", regrades.start_one, name="start-one"),
    path("regrades/<uuid:uuid>/", regrades.regrade, name="regrade"),
    path("regrades/<uuid:uuid>/cancel/", regrades.cancel, name="cancel-regrade"),
    path("regrades/<uuid:uuid>/accept/", regrades.accept, name="accept-lower"),
    path("regrades/<uuid:uuid>/keep/", regrades.keep, name="keep-earlier"),
    path("regrades/<uuid:uuid>/undo/", regrades.undo, name="undo-decision"),
    path("likenesses/<uuid:uuid>/", likenesses.likeness, name="likeness"),
]
