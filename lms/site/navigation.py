"""The menus: which entries each role meets. An entry whose page is not installed is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role

EVERYONE = frozenset(Role)
READERS = frozenset({Role.HR_OFFICER, Role.UNIT_HEAD, Role.CENTRE_ADMIN, Role.AUDITOR})
BUSY = READERS | {Role.TRAINER}


@dataclass(frozen=True)
class Page:
    """A place of the site: its name, its picture, the URL name and the roles that open it."""

    label: str | Promise
    icon: str
    url_name: str
    roles: frozenset[Role] = EVERYONE


@dataclass(frozen=True)
class Entry:
    """A page as shown in a menu of one request."""

    label: str | Promise
    icon: str
    href: str
    is_here: bool = False
    is_exact: bool = False


@dataclass(frozen=True)
class Spot:
    """Where somebody is: the menus' addresses that lead there, and the one that is just there."""

    within: frozenset[str] = frozenset()
    exact: str = ""


NOWHERE = Spot()
PAGES = (
    Page(_("Home"), "home", "home"),
    Page(_("Courses"), "book", "catalogue"),
    Page(_("Competency map"), "grid", "reports:matrix", READERS),
    Page(_("People"), "users", "reports:people", READERS),
    Page(_("Units"), "building", "organisation:units", READERS),
    Page(_("Transfer"), "handover", "transfer:board", READERS),
    Page(
        _("Authoring"),
        "pencil",
        "wagtailadmin_home",
        frozenset({Role.TRAINER, Role.CENTRE_ADMIN}),
    ),
    Page(_("Marking"), "check", "submissions:labs", frozenset({Role.TRAINER})),
    Page(_("Health of the courses"), "chart", "health:courses", frozenset({Role.TRAINER})),
)
OWN = (
    Page(_("My learning"), "play", "player:mine"),
    Page(_("Learning record"), "list", "reports:me"),
    Page(_("My certificates"), "award", "credentials:mine"),
)
ACCOUNT = (Page(_("My account"), "user", "accounts_profile"),)
CENTRE = (
    Page(_("Practice rooms"), "lab", "rooms:rooms", frozenset({Role.CENTRE_ADMIN})),
    Page(
        _("Terms of keeping"),
        "list",
        "records:retention",
        frozenset({Role.CENTRE_ADMIN, Role.AUDITOR}),
    ),
)
FOOTER = (Page(_("Verify a certificate"), "shield", "verify"),)


def spot(path: str) -> Spot:
    """Where in the menus a path lies."""
    return Spot(
        within=frozenset(
            href for href in _addresses() if path == href or (href != "/" and path.startswith(href))
        ),
        exact=path if path in _addresses() else "",
    )


def entries_for(roles: frozenset[Role], at: Spot) -> list[Entry]:
    """The main menu of someone with these roles, who is looking at a page there.

    Whoever looks after others finds their own papers in the account menu instead, so that the
    main menu stays one line.
    """
    own = () if roles & BUSY else OWN
    return _entries((page for page in (*PAGES, *own) if page.roles & roles), at)


def account_entries(roles: frozenset[Role]) -> list[Entry]:
    """Links about the person's own account, and for the busy their own papers."""
    centre = tuple(page for page in CENTRE if page.roles & roles)
    return _entries((*OWN, *centre, *ACCOUNT) if roles & BUSY else ACCOUNT)


def footer_entries() -> list[Entry]:
    """Links for anyone, signed in or not."""
    return _entries(FOOTER)


def _entries(pages: Iterable[Page], at: Spot = NOWHERE) -> list[Entry]:
    found = [(page, address(page.url_name)) for page in pages]
    return [
        Entry(page.label, page.icon, href, href in at.within, href == at.exact)
        for page, href in found
        if href
    ]


@lru_cache(1)
def _addresses() -> frozenset[str]:
    return frozenset(address(page.url_name) for page in (*PAGES, *OWN)) - {""}


def address(url_name: str) -> str:
    """The address of a page, empty while that page is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
