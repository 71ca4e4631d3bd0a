"""The tables of the reports: each is built once and shown as a page or as a spreadsheet."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.competencies.models import Competency, Level
from certificates.credentials.models import Credential
from certificates.credentials.rules import Status, status_on
from certificates.reports.models import Standing, UnitSummary
from certificates.reports.queries import Member, members, summaries_of
from lms.accounts.models import User
from lms.kit import clock
from lms.kit.tables import Cell, Table
from lms.organisation.models import Unit


def matrix(unit: Unit, below: Sequence[Unit], competencies: Sequence[Competency]) -> Table:
    """Units by competencies: how many of those who need one have it; the whole unit first."""
    units = [unit, *below]
    found = summaries_of(units, competencies)
    rows = [
        [
            _unit_cell(row, unit),
            *[_summary_cell(row, one, found.get((row.pk, one.pk))) for one in competencies],
        ]
        for row in units
    ]
    return Table(
        title=_("Competency map: %(unit)s") % {"unit": unit.name},
        heads=[_("Unit"), *[f"{one.code} {one.label}" for one in competencies]],
        rows=rows,
        as_of=clock.now(),
        notes=[
            _(
                "Each figure: people who have the competency at the level their post requires, "
                "of all in the unit and below whose post requires it."
            )
        ],
    )


def drill_down(unit: Unit, competency: Competency, standings: Sequence[Standing]) -> Table:
    """The people behind one cell of the matrix."""
    levels = {
        one.number: one.label for one in Level.objects.filter(framework=competency.framework_id)
    }
    people = [row.person for row in standings]
    posts = {member.person.pk: member.post for member in members(people)}
    rows = [
        [
            _person_cell(row.person),
            Cell(text=_unit_name(posts.get(row.person_id))),
            _level_cell(row.required, levels, _("Not required")),
            _level_cell(row.level, levels, _("Not shown yet")),
            _standing_cell(row),
            Cell(text=_day(row.valid_until)),
        ]
        for row in standings
    ]
    return Table(
        title=_("%(competency)s: %(unit)s") % {"competency": competency, "unit": unit.name},
        heads=[
            _("Full name"), _("Unit"), _("Required level"), _("Current level"), _("State"),
            _("Valid until"),
        ],
        rows=rows,
        as_of=clock.now(),
    )  # fmt: skip


def people(title: str, shown: Sequence[Member]) -> Table:
    """People with their papers: who is certified for what, until when."""
    today = clock.today()
    rows = [
        [
            _person_cell(member.person),
            Cell(text=_unit_name(member.post)),
            Cell(text=member.post.position.name if member.post else ""),
            _requirements_cell(member),
            Cell(text="; ".join(_paper_words(paper) for paper in member.papers)),
            _papers_cell(member.papers, today),
        ]
        for member in shown
    ]
    return Table(
        title=title,
        heads=[
            _("Full name"), _("Unit"), _("Job position"), _("Requirements met"),
            _("Valid certificates"), _("State of certificates"),
        ],
        rows=rows,
        as_of=clock.now(),
    )  # fmt: skip


def _unit_cell(row: Unit, top: Unit) -> Cell:
    if row.pk == top.pk:
        return Cell(text=_("Whole unit"))
    return Cell(text=row.name, href=reverse("reports:unit", args=[row.uuid]))


def _summary_cell(unit: Unit, competency: Competency, found: UnitSummary | None) -> Cell:
    if found is None or not found.required:
        return Cell(text=_("Not required"), state="not_required")
    lacking = found.required - found.met
    state = "met" if not lacking else "partly_met" if found.met else "gap"
    words = (
        ngettext("%(count)s person short", "%(count)s people short", lacking) % {"count": lacking}
        if lacking
        else _("Enough")
    )
    href = reverse("reports:cell", args=[unit.uuid, competency.uuid])
    return Cell(text=words, number=f"{found.met}/{found.required}", state=state, href=href)


def _person_cell(person: User) -> Cell:
    return Cell(text=person.full_name, href=reverse("reports:person", args=[person.uuid]))


def _unit_name(post: object) -> str:
    return post.unit.name if post else ""  # type: ignore[attr-defined]


def _level_cell(number: int, levels: dict[int, str], none: str) -> Cell:
    return Cell(text=f"{number}. {levels[number]}" if number in levels else none)


def _standing_cell(row: Standing) -> Cell:
    if not row.required:
        return Cell(text=_("Not required"), state="not_required")
    if row.level >= row.required:
        return Cell(text=_("Met"), state="met")
    return Cell(text=_("Below the required level"), state="gap")


def _requirements_cell(member: Member) -> Cell:
    if not member.required:
        return Cell(text=_("Not required"), state="not_required")
    lacking = member.required - member.met
    state = "met" if not lacking else "partly_met" if member.met else "gap"
    words = _("Enough") if not lacking else _("%(count)s missing") % {"count": lacking}
    return Cell(text=words, number=f"{member.met}/{member.required}", state=state)


def _paper_words(paper: Credential) -> str:
    course = paper.content["course"]["vi"]
    if paper.valid_until is None:
        return _("%(course)s (no end date)") % {"course": course}
    until = _day(paper.valid_until)
    return _("%(course)s (until %(until)s)") % {"course": course, "until": until}


def _papers_cell(papers: Sequence[Credential], today: date) -> Cell:
    if not papers:
        return Cell(text=_("None valid"), state="not_started")
    worth = [status_on(today, state=one.state, valid_until=one.valid_until) for one in papers]
    if Status.EXPIRING in worth:
        return Cell(text=_("Expiring soon"), state="expiring")
    return Cell(text=_("Valid"), state="valid")


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
