"""Papers: issued once, numbered without a gap, frozen, revoked with a reason."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection, transaction

from certificates.credentials.actions import (
    define,
    load_document_types,
    make_file,
    reinstate,
    revoke,
    suspend,
)
from certificates.credentials.errors import (
    AlreadyRevoked,
    DocumentTypeNotAllowed,
    ReasonMissing,
)
from certificates.credentials.models import Credential, DocumentType, RegisterCounter, State
from lms.kit import clock
from lms.outbox.actions import drain
from lms.outbox.models import Effect
from lms.records.queries import statements_of
from lms.records.replay import replay
from lms.records.verbs import Verb
from tests.factories.accounts import UserFactory
from tests.factories.certificates import (
    AchievementRuleFactory,
    CredentialDefinitionFactory,
    DocumentTypeFactory,
    issued_credential,
    satisfied,
)
from tests.factories.organisation import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    day = date(2026, 11, 23)
    monkeypatch.setattr(clock, "today", lambda: day)
    return day


def test_a_met_course_issues_one_paper_with_frozen_content(today: date) -> None:
    post = AssignmentFactory(unit__name="Trung tâm Phục vụ hành chính công xã Mẫu")
    rule = AchievementRuleFactory(competency__code="NL-01", competency__name="Tiếp nhận")

    credential = issued_credential(post.person, course=rule.course)
    post.person.full_name = "Tên Khác"
    post.person.save()
    credential.refresh_from_db()

    assert credential.register_number == "01/2026/GCN-HTKH"
    assert (credential.issued_on, credential.valid_until) == (today, date(2028, 11, 23))
    assert credential.content["unit"] == "Trung tâm Phục vụ hành chính công xã Mẫu"
    assert credential.content["holder"].startswith("Nguyễn Văn Mẫu")
    assert [
        (one["code"], one["level"], one["evidence"]) for one in credential.content["competencies"]
    ] == [("NL-01", 3, "test")]
    assert [one.verb for one in statements_of(post.person.pk)] == [
        Verb.SATISFIED,
        Verb.EARNED,
        Verb.ISSUED,
    ]


def test_the_same_result_twice_issues_once() -> None:
    definition = CredentialDefinitionFactory()
    cause = satisfied(UserFactory(), definition.course)

    satisfied(UserFactory(), definition.course)
    again = satisfied_again(cause)

    assert again == cause
    assert sorted(Credential.objects.values_list("number", flat=True)) == [1, 2]


def satisfied_again(cause: object) -> object:
    from lms.records.actions import record

    return record(cause).statement  # type: ignore[arg-type]


def test_a_course_without_a_paper_issues_none() -> None:
    definition = CredentialDefinitionFactory(document_type__forbidden=True)
    satisfied(UserFactory(), definition.course)

    assert Credential.objects.count() == 0


def test_numbers_run_for_each_type_and_year(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = DocumentTypeFactory(symbol="A"), DocumentTypeFactory(symbol="B")
    issue_day(monkeypatch, date(2026, 12, 31))
    first = [issued_credential(document_type=kind).register_number for kind in (one, one, other)]
    issue_day(monkeypatch, date(2027, 1, 1))
    second = issued_credential(document_type=one).register_number

    assert first == ["01/2026/A", "02/2026/A", "01/2026/B"]
    assert second == "01/2027/A"


def issue_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def test_a_transaction_that_fails_gives_its_number_back() -> None:
    kind = DocumentTypeFactory()
    issued_credential(document_type=kind)
    try_to_issue(UserFactory(), CredentialDefinitionFactory(document_type=kind), fails=True)

    assert issued_credential(document_type=kind).number == 2
    assert RegisterCounter.objects.get().last == 2


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_eight_issue_at_once_and_some_fail() -> None:
    definition = CredentialDefinitionFactory()
    people = [UserFactory() for _ in range(40)]
    start = threading.Barrier(8)

    def work(mine: list[object]) -> None:
        start.wait()
        try:
            for place, person in enumerate(mine):
                try_to_issue(person, definition, fails=place == 2)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(people[at::8],)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = sorted(Credential.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 33))


class Struck(Exception):
    """The process dies here, as far as the transaction can tell."""


def try_to_issue(person: object, definition: object, *, fails: bool) -> None:
    with suppress(Struck), transaction.atomic():
        satisfied(person, definition.course)  # type: ignore[arg-type, attr-defined]
        if fails:
            raise Struck


def test_revoking_keeps_the_reason_inside_and_is_done_once() -> None:
    credential, officer = issued_credential(), UserFactory()

    revoke(credential=credential, by=officer, reason=" Cấp nhầm người ")
    revoke(credential=credential, by=officer, reason="Lần hai")

    credential.refresh_from_db()
    assert credential.state == State.REVOKED
    assert list(credential.events.values_list("kind", "reason", "by")) == [
        ("issued", "", None),
        ("revoked", "Cấp nhầm người", officer.pk),
    ]
    last = statements_of(credential.holder_id)[-1]
    assert (last.verb, last.context) == (Verb.REVOKED, {"number": credential.register_number})


@pytest.mark.parametrize("act", [revoke, suspend, reinstate])
def test_an_act_without_a_reason_is_refused(act: object) -> None:
    credential = issued_credential()

    with pytest.raises(ReasonMissing):
        act(credential=credential, by=UserFactory(), reason="  ")  # type: ignore[operator]


def test_suspending_and_reinstating_are_both_kept() -> None:
    credential, officer = issued_credential(), UserFactory()

    suspend(credential=credential, by=officer, reason="Đang xác minh")
    held = reinstate(credential=credential, by=officer, reason="Đã xác minh")

    assert held.state == State.ACTIVE
    assert list(credential.events.values_list("kind", flat=True)) == [
        "issued",
        "suspended",
        "reinstated",
    ]


def test_a_revoked_paper_stays_revoked() -> None:
    credential, officer = issued_credential(), UserFactory()
    revoke(credential=credential, by=officer, reason="Cấp nhầm")

    for act in (suspend, reinstate):
        with pytest.raises(AlreadyRevoked):
            act(credential=credential, by=officer, reason="Thử")


def test_a_type_the_centre_may_not_issue_is_refused() -> None:
    with pytest.raises(DocumentTypeNotAllowed):
        define(document_type=DocumentTypeFactory(forbidden=True), course=None)


def test_document_types_load_twice_and_keep_what_was_enabled() -> None:
    load_document_types()
    DocumentType.objects.filter(code="xac-nhan-pcks").update(enabled=True)
    load_document_types()

    assert list(DocumentType.objects.values_list("code", "enabled")) == [
        ("gcn-hoan-thanh", True),
        ("xac-nhan-tham-gia", True),
        ("xac-nhan-pcks", True),
        ("chung-chi-boi-duong", False),
    ]


def test_files_are_effects_made_once() -> None:
    credential = issued_credential()

    drain()
    drain()

    assert not list(Effect.objects.filter(last_error__gt=""))
    files = {one.format: one for one in credential.artefacts.all()}
    assert sorted(files) == ["badge", "jwt", "pdf"]
    assert make_file(credential=credential, slug="pdf") == files["pdf"]


def test_replay_finds_no_difference_and_issues_nothing() -> None:
    rule = AchievementRuleFactory()
    issued_credential(AssignmentFactory().person, course=rule.course)
    effects = Effect.objects.count()

    assert replay(check=True) == []
    assert (Credential.objects.count(), Effect.objects.count()) == (1, effects)
