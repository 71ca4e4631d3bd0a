"""What reports read: scope, summaries, people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, F, QuerySet, When
from django.shortcuts import get_object_or_404

from certificates.competencies.models import Competency, Framework
from certificates.competencies.queries import frameworks_in_use, required_competencies
from certificates.credentials.models import Credential
from certificates.credentials.queries import READERS
from certificates.credentials.rules import SOON_DAYS
from certificates.reports.models import Standing, UnitSummary
from lms.accounts.models import User, UserQuerySet
from lms.kit import clock
from lms.organisation.models import Assignment, Unit, UnitQuerySet
from lms.organisation.permissions import visible_people, visible_units


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person in a list: post, papers that hold today, and how many requirements are met."""

    person: User
    post: Assignment | None
    papers: list[Credential]
    required: int
    met: int


def units_for(reader: User) -> UnitQuerySet:
    """The units that exist today and that a reader reaches."""
    return visible_units(reader, *READERS).on(clock.today())


def unit_for(reader: User, uuid: UUID) -> Unit:
    """One such unit; to all others it does not exist."""
    found: Unit = get_object_or_404(units_for(reader), uuid=uuid)
    return found


def top_units(reader: User) -> list[Unit]:
    """The highest units that a reader reaches, by name."""
    reached = list(units_for(reader).order_by("path"))
    tops: list[Unit] = []
    for unit in reached:
        if not any(unit.path.startswith(top.path) for top in tops):
            tops.append(unit)
    return sorted(tops, key=lambda unit: unit.sort_key)


def units_below(unit: Unit) -> UnitQuerySet:
    """The units right below one that exist today, by name."""
    below: UnitQuerySet = unit.children.on(clock.today()).by_name()
    return below


def chosen_framework(code: str) -> tuple[Framework | None, list[Framework]]:
    """The framework with this code, or the first in use; and all that are in use."""
    frameworks = frameworks_in_use(clock.today())
    chosen = next((one for one in frameworks if one.code == code), None)
    return chosen or next(iter(frameworks), None), frameworks


def columns_of(framework: Framework | None) -> list[Competency]:
    """The competencies of the framework that some post requires."""
    return required_competencies(framework, clock.today()) if framework else []


def summaries_of(
    units: Sequence[Unit], competencies: Sequence[Competency]
) -> dict[tuple[int, int], UnitSummary]:
    """The summaries of these units and competencies, by both."""
    rows = UnitSummary.objects.filter(unit__in=units, competency__in=competencies)
    return {(row.unit_id, row.competency_id): row for row in rows}


def people_in(unit: Unit) -> UserQuerySet:
    """The people who serve today in a unit or below it, by given name."""
    serving = Assignment.objects.on(clock.today()).filter(unit__path__startswith=unit.path)
    return User.objects.filter(pk__in=serving.values("person")).by_name()


def people_for(reader: User) -> UserQuerySet:
    """The people a reader reaches, by given name."""
    return visible_people(reader, *READERS).by_name()


def standings_in(unit: Unit, competency: Competency) -> QuerySet[Standing]:
    """Everybody in a unit and below who needs or has a competency; who lacks it first."""
    rows = Standing.objects.filter(competency=competency, units__contains=[unit.pk])
    group = Case(When(required__gt=F("level"), then=0), When(required__gt=0, then=1), default=2)
    ordered = rows.annotate(group=group).order_by("group", "person__sort_key", "person_id")
    return ordered.select_related("person")


def standings_of(person: User) -> list[Standing]:
    """All that a person needs or has, in the order of the frameworks."""
    rows = Standing.objects.filter(person=person).select_related("competency__framework")
    return list(rows.order_by("competency__framework_id", "competency__position"))


def members(people: Sequence[User]) -> list[Member]:
    """Posts, papers and requirements of these people, in their order."""
    today = clock.today()
    posts = _posts(people, today)
    papers: dict[int, list[Credential]] = {}
    for paper in Credential.objects.valid_on(today).filter(holder__in=people).order_by("id"):
        papers.setdefault(paper.holder_id, []).append(paper)
    counts: dict[int, list[int]] = {}
    for row in Standing.objects.filter(person__in=people, required__gt=0):
        held = counts.setdefault(row.person_id, [0, 0])
        held[0] += 1
        held[1] += int(row.level >= row.required)
    return [
        Member(
            person=person,
            post=posts.get(person.pk),
            papers=papers.get(person.pk, []),
            required=counts.get(person.pk, [0, 0])[0],
            met=counts.get(person.pk, [0, 0])[1],
        )
        for person in people
    ]


def posts_of(person: User) -> list[Assignment]:
    """All posts of a person, the present ones first."""
    posts = Assignment.objects.filter(person=person).select_related("unit", "position")
    return list(posts.order_by("-starts_on", "-id"))


def expiring_people(people: UserQuerySet) -> UserQuerySet:
    """Those of whom a paper ends within the warning time."""
    today = clock.today()
    ending = Credential.objects.expiring(today, today + timedelta(days=SOON_DAYS))
    return people.filter(pk__in=ending.values("holder"))


def lacking_people(people: UserQuerySet) -> UserQuerySet:
    """Those who lack something that their post requires."""
    lacking = Standing.objects.filter(required__gt=F("level"))
    return people.filter(pk__in=lacking.values("person"))


FILTERS = {"expiring": expiring_people, "lacking": lacking_people}


def narrowed(people: UserQuerySet, words: str, chosen: str) -> UserQuerySet:
    """Those whose name or code holds the words and to whom the chosen filter applies."""
    found = people.matching(words) if words else people
    return FILTERS[chosen](found) if chosen in FILTERS else found


def _posts(people: Sequence[User], day: date) -> dict[int, Assignment]:
    """The present post of each person, the main one where there are several."""
    rows = Assignment.objects.on(day).filter(person__in=people)
    found: dict[int, Assignment] = {}
    for post in rows.select_related("unit", "position").order_by("-is_primary", "id"):
        found.setdefault(post.person_id, post)
    return found
