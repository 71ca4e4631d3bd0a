"""The menus: which entries each role meets. An entry whose page is not installed is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import Role

EVERYONE = frozenset(Role)
READERS = frozenset({Role.HR_OFFICER, Role.UNIT_HEAD, Role.CENTRE_ADMIN, Role.AUDITOR})


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
FOOTER = (Page(_("Verify a certificate"), "shield", "verify"),)


def entries_for(roles: frozenset[Role], path: str) -> list[Entry]:
    """The main menu of someone with these roles, who is looking at `path`.

    Whoever reads about others finds their own papers in the account menu instead, so that the
    main menu stays one line.
    """
    own = () if roles & READERS else OWN
    return _entries((page for page in (*PAGES, *own) if page.roles & roles), path)


def account_entries(roles: frozenset[Role]) -> list[Entry]:
    """Links about the person's own account, and for readers their own papers."""
    return _entries((*OWN, *ACCOUNT) if roles & READERS else ACCOUNT)


def footer_entries() -> list[Entry]:
    """Links for anyone, signed in or not."""
    return _entries(FOOTER)


def _entries(pages: Iterable[Page], path: str = "") -> list[Entry]:
    made = []
    for page in pages:
        href = address(page.url_name)
        if href:
            here = path == href if href == "/" else path.startswith(href)
            made.append(Entry(page.label, page.icon, href, here, path == href))
    return made


def address(url_name: str) -> str:
    """The address of a page, empty while that page is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
