"""Frameworks, rules, papers, and course results that lead to them."""

import uuid
from datetime import date
from typing import Any

import factory

from certificates.achievements.models import AchievementRule, Evidence, Trust
from certificates.competencies.models import Competency, Framework, Level
from certificates.credentials.models import Credential, CredentialDefinition, DocumentType
from lms.accounts.models import User
from lms.records.actions import record
from lms.records.statements import Statement, Stored
from lms.records.verbs import Verb
from tests.factories.accounts import UserFactory

START = date(2026, 1, 1)


class FrameworkFactory(factory.django.DjangoModelFactory[Framework]):
    """A framework with a name only; levels and competencies bring themselves."""

    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"KNL-{n}")
    name = factory.Sequence(lambda n: f"Khung năng lực thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test framework {n}")
    certainty = "P"


class CompetencyFactory(factory.django.DjangoModelFactory[Competency]):
    """A competency of a framework."""

    class Meta:
        model = Competency

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence(lambda n: f"NL-{n:02}")
    name = factory.Sequence(lambda n: f"Năng lực thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test competency {n}")
    position = factory.Sequence(lambda n: n)


class LevelFactory(factory.django.DjangoModelFactory[Level]):
    """A level of a framework; the same number of the same framework is the same level."""

    class Meta:
        model = Level
        django_get_or_create = ("framework", "number")

    framework = factory.SubFactory(FrameworkFactory)
    number = 3
    name = "Làm được độc lập"
    name_en = "Can do alone"


class DocumentTypeFactory(factory.django.DjangoModelFactory[DocumentType]):
    """A certificate of completion; `forbidden=True` may not be issued here."""

    class Meta:
        model = DocumentType

    class Params:
        forbidden = factory.Trait(enabled=False)

    code = factory.Sequence(lambda n: f"loai-{n}")
    name = "Giấy chứng nhận hoàn thành khóa học"
    name_en = "Certificate of course completion"
    symbol = "GCN-HTKH"
    phrase = "đã hoàn thành khóa học"
    legal_basis = "Thông tư 03/2023/TT-BNV"
    meaning = "Xác nhận người có tên đã hoàn thành khóa học."
    meaning_en = "States that the person named completed the course."
    certainty = "A"
    enabled = True


class CredentialDefinitionFactory(factory.django.DjangoModelFactory[CredentialDefinition]):
    """The paper of a course, valid for two years; `endless=True` has no end."""

    class Meta:
        model = CredentialDefinition

    class Params:
        endless = factory.Trait(validity_months=None)

    course = factory.LazyFunction(uuid.uuid4)
    document_type = factory.SubFactory(DocumentTypeFactory)
    title = "Tiếp nhận và giải quyết hồ sơ trên hệ thống một cửa điện tử"
    title_en = "Receiving and settling dossiers in the one-stop system"
    periods = 8
    criteria = "Học đủ các bài bắt buộc; đạt bài kiểm tra cuối khóa"
    validity_months = 24
    place = "Thanh Hóa"
    signer = "Lê Minh Mẫu"
    signer_office = "Giám đốc"
    starts_on = START


class AchievementRuleFactory(factory.django.DjangoModelFactory[AchievementRule]):
    """A course met, by results the server worked out, gives level 3 for two years."""

    class Meta:
        model = AchievementRule

    course = factory.LazyFunction(uuid.uuid4)
    competency = factory.SubFactory(CompetencyFactory)
    level = factory.LazyAttribute(lambda rule: LevelFactory(framework=rule.competency.framework))
    evidence = Evidence.TEST
    trust = Trust.SERVER
    validity_months = 24
    starts_on = START


def satisfied(person: User, course: uuid.UUID, **fields: Any) -> Stored:
    """The person met the course, by results that the server worked out."""
    values: dict[str, Any] = {
        "actor_id": person.pk,
        "verb": Verb.SATISFIED,
        "object_kind": "course",
        "object_id": course,
        "result": {"score": {"scaled": 0.8}},
        "context": {"trust": "server", "evidence": "test"},
    }
    return record(Statement(**(values | fields))).statement


def issued_credential(person: User | None = None, **fields: Any) -> Credential:
    """A paper issued the way papers are: because a course was met."""
    definition = CredentialDefinitionFactory(**fields)
    cause = satisfied(person or UserFactory(), definition.course)
    return Credential.objects.get(cause=cause.id)
