"""What each role looks after: figures with a link, and what waits for a hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from certificates.credentials.models import Credential
from certificates.credentials.models import State as PaperState
from certificates.credentials.queries import expiring_among
from certificates.reports.models import UnitSummary
from courses.enrolment.models import Enrolment
from labs.hub.models import Place
from labs.submissions.queries import held_for, waiting_for
from lms.accounts.models import User, UserQuerySet
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of, visible_people, visible_units
from lms.outbox.models import Effect
from lms.site.navigation import address
from transfer.handover.queries import board
from transfer.handover.rules import HandoverState
from transfer.phases.models import Phase


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its meaning; a duty is one that asks for something while above nought."""

    value: int
    label: str | Promise
    of: int | None = None
    url_name: str = ""
    asks: str | Promise = ""
    hash: str = ""

    @property
    def href(self) -> str:
        """Where the people or things behind the number are listed."""
        return address(self.url_name) + self.hash if self.url_name else ""

    @property
    def is_duty(self) -> bool:
        """Whether something waits for a hand."""
        return bool(self.asks and self.value)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One role of a person, with what it looks after."""

    role: Role
    title: str | Promise
    figures: tuple[Figure, ...]

    @property
    def duties(self) -> list[Figure]:
        """What waits for a hand."""
        return [figure for figure in self.figures if figure.is_duty]


def desks_of(user: User, today: date) -> list[Desk]:
    """The desks of the person's roles, in a fixed order."""
    held = roles_of(user)
    return [
        Desk(role=role, title=title, figures=tuple(read(user, today)))
        for role, (title, read) in DESKS.items()
        if role in held
    ]


def _unit_head(user: User, today: date) -> Iterable[Figure]:
    ready = [one for one in board(user) if one.state == HandoverState.READY]
    yield Figure(
        value=len(ready),
        label=_("applications ready to be taken over"),
        url_name="transfer:board",
        asks=_("Accept the handover"),
    )
    yield from _people(visible_people(user, Role.UNIT_HEAD), today)
    yield _met(user, Role.UNIT_HEAD)


def _hr_officer(user: User, today: date) -> Iterable[Figure]:
    yield from _people(visible_people(user, Role.HR_OFFICER), today)
    yield _met(user, Role.HR_OFFICER)


def _trainer(user: User, _today: date) -> Iterable[Figure]:
    returned = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES
    )
    waiting = TaskState.objects.reviewable_by(user)
    drafts = Page.objects.filter(owner=user, has_unpublished_changes=True)
    admin = "wagtailadmin_home"
    yield Figure(
        value=returned.count(),
        label=_("pages returned to be corrected"),
        url_name=admin,
        asks=_("Correct them"),
    )
    yield Figure(
        value=waiting.filter(status=TaskState.STATUS_IN_PROGRESS).count(),
        label=_("pages waiting for your review"),
        url_name=admin,
        asks=_("Review them"),
    )
    yield Figure(value=drafts.count(), label=_("pages with unpublished changes"), url_name=admin)
    yield Figure(
        value=waiting_for(user),
        label=_("submissions waiting to be marked"),
        url_name="submissions:labs",
        asks=_("Mark them"),
    )
    held = held_for(user)
    if held:
        yield Figure(
            value=held,
            label=_("lower results of a regrade waiting for your decision"),
            url_name="submissions:labs",
            asks=_("Decide on them"),
        )


def _centre_admin(user: User, today: date) -> Iterable[Figure]:
    standings = board(user)
    accepted = sum(one.state == HandoverState.ACCEPTED for one in standings)
    yield Figure(
        value=accepted, of=len(standings), label=_("handovers accepted"), url_name="transfer:board"
    )
    yield Figure(
        value=Phase.objects.filter(closed_at__isnull=True, ends_on__lt=today).count(),
        label=_("phases past their end and not closed"),
        url_name="transfer:phases",
        asks=_("Review and close them"),
    )
    yield from _people(visible_people(user, Role.CENTRE_ADMIN), today)
    yield Figure(
        value=Place.objects.waiting().count(),
        label=_("people waiting for a practice room"),
        url_name="rooms:rooms",
    )
    yield Figure(
        value=Effect.objects.dead().count(),
        label=_("papers, messages or other tasks that stopped with an error"),
    )


def _auditor(user: User, today: date) -> Iterable[Figure]:
    people = visible_people(user, Role.AUDITOR)
    papers = Credential.objects.filter(holder__in=people, year=today.year)
    yield Figure(value=papers.count(), label=_("papers issued this year"))
    revoked = papers.filter(state=PaperState.REVOKED)
    yield Figure(value=revoked.count(), label=_("of them revoked"))
    yield from _people(people, today)


def _people(people: UserQuerySet, today: date) -> Iterable[Figure]:
    active = people.active()
    late = Enrolment.objects.active().filter(learner__in=active, due_on__lt=today)
    met = Q(
        learner__course_progress__course=F("course"),
        learner__course_progress__satisfied_at__isnull=False,
    )
    expiring = expiring_among(active, today)
    yield Figure(value=active.count(), label=_("people in service"), url_name="reports:people")
    yield Figure(
        value=late.count() - late.filter(met).count(),
        label=_("courses past their deadline"),
        url_name="reports:people",
        asks=_("See who is late"),
    )
    yield Figure(
        value=expiring.count(),
        label=_("certificates that expire within 90 days"),
        url_name="reports:people",
        asks=_("See whose certificates expire"),
    )


def _met(user: User, role: Role) -> Figure:
    """How many of the required competencies are met, in the topmost units of the role."""
    units = visible_units(user, role)
    top = units.exclude(parent__in=units.values("pk"))
    sums = UnitSummary.objects.filter(unit__in=top).aggregate(met=Sum("met"), all=Sum("required"))
    return Figure(
        value=sums["met"] or 0,
        of=sums["all"] or 0,
        label=_("required competencies met"),
        url_name="reports:matrix",
    )


Read = Callable[[User, date], Iterable[Figure]]
DESKS: dict[Role, tuple[str | Promise, Read]] = {
    Role.UNIT_HEAD: (_("My unit"), _unit_head),
    Role.HR_OFFICER: (_("Training of personnel"), _hr_officer),
    Role.TRAINER: (_("Authoring"), _trainer),
    Role.CENTRE_ADMIN: (_("The centre"), _centre_admin),
    Role.AUDITOR: (_("Inspection"), _auditor),
}
