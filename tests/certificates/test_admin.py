"""The administration: what may be entered is entered through the actions, the rest is shown."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from certificates.achievements.models import AchievementRule
from certificates.competencies.models import PositionRequirement
from certificates.reports.models import UnitSummary
from lms.outbox.actions import drain
from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    AchievementRuleFactory,
    CompetencyFactory,
    LevelFactory,
    issued_credential,
)
from tests.factories.courses import CoursePageFactory
from tests.factories.organisation import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


def test_a_requirement_entered_reaches_the_summaries(admin: Client) -> None:
    post, competency = AssignmentFactory(), CompetencyFactory()
    level = LevelFactory(framework=competency.framework)

    response = admin.post(
        reverse("admin:certificates_positionrequirement_add"),
        {
            "position": post.position.pk,
            "competency": competency.pk,
            "level": level.pk,
            "starts_on": "01/01/2026",
        },
    )
    drain()

    assert response.status_code == 302
    row = PositionRequirement.objects.get()
    assert (row.starts_on, row.ends_on) == (date(2026, 1, 1), None)
    assert UnitSummary.objects.get().required == 1


def test_the_register_is_shown_and_cannot_be_changed(admin: Client) -> None:
    rule = AchievementRuleFactory()
    credential = issued_credential(course=rule.course)
    pages = [
        "framework",
        "competency",
        "achievementrule",
        "award",
        "documenttype",
        "credentialdefinition",
        "credential",
        "signingkey",
    ]

    shown = [
        admin.get(reverse(f"admin:certificates_{page}_changelist")).status_code for page in pages
    ]
    changed = admin.post(
        reverse("admin:certificates_credential_change", args=[credential.pk]), {"number": 7}
    )
    deleted = admin.post(
        reverse("admin:certificates_credential_delete", args=[credential.pk]), {"post": "yes"}
    )

    credential.refresh_from_db()
    assert shown == [200] * len(pages)
    assert (changed.status_code, deleted.status_code, credential.number) == (403, 403, 1)


def test_a_rule_is_entered_by_the_title_of_the_course_and_then_only_ended(admin: Client) -> None:
    course, competency = CoursePageFactory(title="Chữ ký số"), CompetencyFactory()
    level = LevelFactory(framework=competency.framework)
    facts = {
        "kind": "course",
        "course": str(course.uuid),
        "competency": competency.pk,
        "level": level.pk,
        "evidence": "test",
        "trust": "server",
        "starts_on": "01/01/2026",
    }
    admin.post(reverse("admin:certificates_achievementrule_add"), facts)
    rule = AchievementRule.objects.get()
    address = reverse("admin:certificates_achievementrule_change", args=[rule.pk])

    admin.post(address, {**facts, "trust": "client", "ends_on": "31/12/2026"})
    listed = admin.get(reverse("admin:certificates_achievementrule_changelist"))

    rule.refresh_from_db()
    assert (rule.course, rule.trust, rule.ends_on) == (course.uuid, "server", date(2026, 12, 31))
    assert "Chữ ký số" in listed.content.decode()
    assert "Chữ ký số" in admin.get(address).content.decode()
