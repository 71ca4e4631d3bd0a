"""Labs as a Django app."""

from django.apps import AppConfig


class LabsConfig(AppConfig):
    """Hands-on labs in JupyterHub, graded outside the learner's reach."""

    name = "labs"
    verbose_name = "Labs"
