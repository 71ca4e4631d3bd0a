"""The whole demonstration at its smallest: exact counts, and nothing new the second time."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from certificates.credentials.models import Credential
from courses.activities.models import Activity
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Enrolment
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.models import Unit

pytestmark = pytest.mark.django_db
UNCOUNTED = {"django_session"}


def load() -> str:
    said = StringIO()
    call_command("demo", scale="small", stdout=said, stderr=StringIO())
    return said.getvalue()


def row_counts() -> dict[str, int]:
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.db_table not in UNCOUNTED
    }


def test_demo_of_small_scale_is_whole_and_repeats_without_a_trace(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"

    load()
    once = row_counts()
    accounts = json.loads((tmp_path / "demo-accounts.json").read_text(encoding="utf-8"))

    assert User.objects.filter(username__startswith="DEMO-").count() == 120
    assert Unit.objects.filter(code__startswith="LS-X").count() == 16
    assert [row["role"] for row in accounts] == list(Role.values)
    assert all(
        User.objects.get(username=row["username"]).check_password(row["password"])
        for row in accounts
    )
    assert (tmp_path / "demo-accounts.json").stat().st_mode & 0o777 == 0o600
    assert CoursePage.objects.live().count() == 3
    assert ModulePage.objects.live().count() == 11
    assert LessonPage.objects.live().count() == 33
    assert Activity.objects.live().count() == 43
    assert Enrolment.objects.count() == 16
    assert Credential.objects.filter(holder__username="hocvien").count() == 1

    load()

    assert row_counts() == once
