"""Addresses under /labs/simulators/."""

from django.urls import path

from labs.simulators.views import room, workshop

app_name = "simulators"
urlpatterns = [
    path("activities/<uuid:uuid>/begin/", room.begin, name="begin"),
    path("scenarios/", workshop.scenarios, name="scenarios"),
    path("scenarios/new/<slug:engine>/", workshop.new, name="new"),
    path("scenarios/<uuid:uuid>/", workshop.scenario, name="scenario"),
    path("scenarios/<uuid:uuid>/edit/", workshop.edit, name="edit"),
    path("scenarios/<uuid:uuid>/rehearse/", workshop.rehearse, name="rehearse"),
    path("scenarios/<uuid:uuid>/publish/", workshop.publish, name="publish"),
    path("goes/<uuid:uuid>/", workshop.go, name="go"),
    path("<uuid:uuid>/", room.room, name="room"),
    path("<uuid:uuid>/at/<slug:where>/", room.room, name="at"),
    path("<uuid:uuid>/turn/", room.turn, name="turn"),
    path("<uuid:uuid>/steps/", room.step, name="step"),
    path("<uuid:uuid>/alone/", room.alone, name="alone"),
    path("<uuid:uuid>/hand-in/", room.hand_in, name="hand-in"),
    path("<uuid:uuid>/restart/", room.restart, name="restart"),
    path("<uuid:uuid>/again/", room.again, name="again"),
    path("<uuid:uuid>/result/", room.result, name="result"),
]
