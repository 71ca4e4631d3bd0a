"""Dossiers of invented people, drawn from a seed, and how each stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from labs.simulators.one_stop.files import read
from labs.simulators.one_stop.procedures import PaperKind, Procedure, Trap
from labs.simulators.one_stop.working_days import Clock

NEW, ASKED, REFUSED = "new", "asked", "refused"
WORKING, AWAY, RESULT, RETURNED = "working", "away", "result", "returned"
DONE = frozenset({REFUSED, RETURNED})


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper as it lies in a dossier. `truth` is the verdict that a careful reader gives."""

    slug: str
    title: str
    form: str
    lines: tuple[tuple[str, str], ...]
    truth: str
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One dossier: what is in it, and everything that was done with it."""

    code: str
    procedure: Procedure
    facts: Mapping[str, str]
    copies: int
    pages: int
    trap: Trap | None
    papers: tuple[Paper, ...]
    since: Clock
    status: str = NEW
    unit: str = ""
    back: Clock | None = None
    checks: Mapping[str, str] = field(default_factory=dict)
    examined: Mapping[str, str] = field(default_factory=dict)
    lookups: tuple[str, ...] = ()
    supplements: tuple[frozenset[str], ...] = ()
    digitised: frozenset[str] = frozenset()
    paid: int | None = None
    accepted: Clock | None = None
    promised: date | None = None
    concluded: bool = False
    signer: str = ""

    @property
    def applicant(self) -> str:
        """Who handed it in."""
        return self.facts["name"]

    @property
    def fee(self) -> int:
        """What is due."""
        return self.procedure.fee.due(self.copies, self.pages)

    @property
    def due(self) -> date | None:
        """The legal term, once accepted."""
        return self.procedure.due(self.accepted) if self.accepted else None

    @property
    def faulty(self) -> tuple[Paper, ...]:
        """The papers that cannot be used as they are."""
        return tuple(one for one in self.papers if one.truth != "dat")

    @property
    def is_hopeless(self) -> bool:
        """Whether no supplement can heal it."""
        return bool(self.trap and self.trap.cure == "refuse")

    @property
    def needs_lookup(self) -> bool:
        """Whether the papers leave out what the register of residents knows."""
        return bool(self.trap and self.trap.cure == "lookup")

    @property
    def found(self) -> str:
        """What looking up the applicant tells beyond the papers."""
        return self.trap.found if self.trap and self.trap.found else ""

    def paper(self, slug: str) -> Paper | None:
        """One of its papers."""
        return next((one for one in self.papers if one.slug == slug), None)

    def title_of(self, slug: str) -> str:
        """The title of a paper, whether it is there or not."""
        return next((one.title for one in self.papers if one.slug == slug), slug)

    def supplemented(self, at: Clock) -> "Dossier":
        """As the applicant brings it back: what was asked for is there, and healed if it can be."""
        asked = self.supplements[-1]
        healed = {one.slug: one for one in papers_of(self.procedure, self.facts, None)}
        hopeless = self.trap.paper if self.trap and self.is_hopeless else ""
        papers = tuple(
            healed[one.slug] if one.slug in asked and one.slug != hopeless else one
            for one in self.papers
        )
        checks = {slug: said for slug, said in self.checks.items() if slug not in asked}
        return replace(self, status=NEW, papers=papers, checks=checks, back=None, since=at)


def draw(
    rng: Random, procedures: Mapping[str, Procedure], count: int, traps: list[str], start: Clock
) -> tuple[Dossier, ...]:
    """As many dossiers, each trap in one of them, every procedure as often as it can be."""
    plan: list[tuple[Procedure, Trap | None]] = []
    for slug in traps[:count]:
        fitting = [one for one in procedures.values() if slug in one.traps]
        chosen = rng.choice(fitting)
        plan.append((chosen, chosen.traps[slug]))
    used = {one.slug for one, _trap in plan}
    unused = [one for one in procedures.values() if one.slug not in used]
    while len(plan) < count:
        plan.append((unused.pop(0) if unused else rng.choice(list(procedures.values())), None))
    rng.shuffle(plan)
    return tuple(
        _dossier(rng, number, kind, trap, start) for number, (kind, trap) in enumerate(plan, 1)
    )


def papers_of(
    procedure: Procedure, facts: Mapping[str, str], trap: Trap | None
) -> tuple[Paper, ...]:
    """The papers of a dossier, with what the trap changes."""
    return tuple(
        _paper(kind, facts, trap if trap and trap.paper == kind.slug else None)
        for kind in procedure.papers
    )


def _paper(kind: PaperKind, facts: Mapping[str, str], trap: Trap | None) -> Paper:
    changed = dict(trap.lines) if trap else {}
    lines = tuple((label, changed.get(label, text).format(**facts)) for label, text in kind.lines)
    return Paper(
        slug=kind.slug,
        title=kind.title,
        form=kind.form.format(**facts),
        lines=lines,
        truth=trap.verdict if trap else "dat",
        missing=bool(trap and trap.missing),
    )


def _dossier(
    rng: Random, number: int, procedure: Procedure, trap: Trap | None, start: Clock
) -> Dossier:
    copies, pages = rng.randint(*procedure.copies), rng.randint(*procedure.pages)
    facts = _facts(rng, start.day) | {"copies": str(copies), "pages": str(pages)}
    return Dossier(
        code=f"MAU-{start.day:%y%m%d}-{number:03}",
        procedure=procedure,
        facts=facts,
        copies=copies,
        pages=pages,
        trap=trap,
        papers=papers_of(procedure, facts, trap),
        since=start,
    )


def _facts(rng: Random, today: date) -> dict[str, str]:
    """An invented person; no number of theirs can be anybody's: province 000 does not exist."""
    names = read("names")
    family, middle, given = (rng.choice(names[part]) for part in ("family", "middle", "given"))
    parcel, number = rng.randint(100, 900), rng.randint(10_000_000, 99_999_999)
    other_given = rng.choice([one for one in names["given"] if one != given])
    born = date(rng.randint(1962, 2004), rng.randint(1, 12), rng.randint(1, 28))
    return {
        "name": f"{family} {middle} {given}",
        "given": given,
        "wrong_name": f"{family} {middle} {other_given}",
        "other": f"{rng.choice(names['family'])} {rng.choice(names['middle'])} {other_given}",
        "number": f"0000{number}",
        "wrong_number": f"0000{number + 9}",
        "born": f"{born:%d/%m/%Y}",
        "address": f"{rng.choice(names['hamlet'])}, xã Suối Mẫu, tỉnh Giả Định",
        "phone": f"0000 000 {rng.randint(100, 999)}",
        "expires": f"{today + timedelta(days=rng.randint(900, 4000)):%d/%m/%Y}",
        "expired": f"{today - timedelta(days=rng.randint(20, 700)):%d/%m/%Y}",
        "parcel": str(parcel),
        "wrong_parcel": str(parcel + 7),
    }
