"""Reads of the board and of one handover: facts of today beside what is asked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from certificates.achievements.models import Award
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.models import Assignment, Unit
from lms.organisation.permissions import visible_units
from transfer.applications.models import Condition
from transfer.handover.models import Handover
from transfer.handover.rules import Finding, HandoverState, Need, findings, state

READERS = (Role.UNIT_HEAD, Role.HR_OFFICER, Role.AUDITOR)
Facts = dict[int, list[int]]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A handover with its conditions beside today's facts."""

    handover: Handover
    findings: list[Finding]

    @property
    def state(self) -> HandoverState:
        """Accepted, ready, or blocked by a condition."""
        return state(accepted=bool(self.handover.accepted_at), found=self.findings)

    @property
    def open_findings(self) -> list[Finding]:
        """The conditions that still block."""
        return [one for one in self.findings if not one.is_met]


def board(viewer: User) -> list[Standing]:
    """Every handover the viewer may see, by application, then unit; four queries at any size."""
    handovers = Handover.objects.filter(unit__in=visible_units(viewer, *READERS))
    ordered = handovers.select_related("version__application", "unit", "accepted_by").order_by(
        "version__application__sort_key", "version__goes_live_on", "unit__sort_key", "id"
    )
    return _standings(list(ordered))


def handover_for(viewer: User, uuid: UUID) -> Standing:
    """One handover, or 404 when it is not the viewer's to see."""
    seen = Handover.objects.filter(uuid=uuid, unit__in=visible_units(viewer, *READERS))
    handover = seen.select_related("version__application", "unit", "accepted_by").first()
    if handover is None:
        raise Http404
    return _standings([handover])[0]


def leads(viewer: User, handover: Handover) -> bool:
    """Whether the viewer heads the unit: another role that shows it does not take over for it."""
    return visible_units(viewer, Role.UNIT_HEAD).filter(pk=handover.unit_id).exists()


def findings_of(handover: Handover) -> list[Finding]:
    """The conditions of one handover beside today's facts."""
    return _standings([handover])[0].findings


def _standings(handovers: list[Handover]) -> list[Standing]:
    today = clock.today()
    needs = _needs({one.version.application_id for one in handovers}, today)
    asked = {need.competency_id for listed in needs.values() for need in listed}
    facts = _facts([one.unit for one in handovers], asked, today)
    return [
        Standing(
            handover=one,
            findings=findings(needs[one.version.application_id], facts[one.unit_id]),
        )
        for one in handovers
    ]


def _needs(applications: set[int], today: date) -> dict[int, list[Need]]:
    """The conditions that hold today, by application."""
    needs: dict[int, list[Need]] = defaultdict(list)
    holding = Condition.objects.on(today).filter(application__in=applications)
    for one in holding.select_related("competency").order_by("competency__code"):
        needs[one.application_id].append(
            Need(
                competency_id=one.competency_id,
                code=one.competency.code,
                name=one.competency.label,
                level=one.level,
                people=one.people_needed,
            )
        )
    return needs


def _facts(units: Iterable[Unit], competencies: set[int], today: date) -> dict[int, Facts]:
    """For each unit, the best level of each person who serves in it or below, by competency."""
    wanted = {unit.pk for unit in units}
    best: dict[tuple[int, int, int], int] = defaultdict(int)
    awards = Award.objects.valid_on(today).filter(competency__in=competencies)
    serving = Assignment.objects.on(today).filter(person__is_active=True)
    places = dict[int, set[int]]()
    for person, path in serving.filter(person__in=awards.values("person")).values_list(
        "person", "unit__path"
    ):
        above = {int(part) for part in path.strip("/").split("/") if part} & wanted
        places.setdefault(person, set()).update(above)
    for person, competency, level in awards.values_list("person", "competency", "level__number"):
        for unit in places.get(person, ()):
            key = (unit, competency, person)
            best[key] = max(best[key], level)
    facts: dict[int, Facts] = defaultdict(lambda: defaultdict(list))
    for (unit, competency, _person), level in best.items():
        facts[unit][competency].append(level)
    return facts
