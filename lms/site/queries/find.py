"""Site-wide search: courses, lessons, people and units one may see; accents and case aside."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.words import searchable, words
from courses.enrolment.models import Enrolment
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.kit.text import fold
from lms.organisation.permissions import roles_of, visible_people, visible_units

READERS = (Role.HR_OFFICER, Role.UNIT_HEAD, Role.AUDITOR)
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found."""

    title: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind; `more` says that not all is shown."""

    title: str | Promise
    icon: str
    hits: list[Hit]
    more: bool


def find(user: User, text: str) -> list[Group]:
    """The groups with something in them; nothing for fewer than two letters."""
    if len(fold(text)) < 2:
        return []
    groups = [_courses(text), _lessons(user, text)]
    if not roles_of(user).isdisjoint({*READERS, Role.CENTRE_ADMIN}):
        groups += [_people(user, text), _units(user, text)]
    return [group for group in groups if group.hits]


def _courses(text: str) -> Group:
    found = CoursePage.objects.live()
    for word in words(text):
        found = found.filter(search_text__contains=f" {word}")
    rows = found.order_by("title").values_list("title", "summary", "slug")[: SHOWN + 1]
    hits = [
        Hit(title=title, detail=summary, href=reverse("course", args=[slug]))
        for title, summary, slug in rows
    ]
    return _group(_("Courses"), "book", hits)


def _lessons(user: User, text: str) -> Group:
    """Lessons of the courses the person takes."""
    taken = Enrolment.objects.active().filter(learner=user).select_related("course")
    hits = []
    for enrolment in taken:
        course = enrolment.course
        for title, slug in (
            LessonPage.objects.live().descendant_of(course).values_list("title", "slug")
        ):
            if all(f" {word}" in searchable(title) for word in words(text)):
                href = reverse("player:lesson", args=[course.slug, slug])
                hits.append(Hit(title=title, detail=course.title, href=href))
    return _group(_("Lessons of my courses"), "list", hits)


def _people(user: User, text: str) -> Group:
    people = visible_people(user, *READERS).matching(text).by_name()[: SHOWN + 1]
    hits = [
        Hit(title=one.full_name, detail=one.username, href=_to("reports:person", one.uuid))
        for one in people
    ]
    return _group(_("People"), "users", hits)


def _units(user: User, text: str) -> Group:
    named = Q(folded_name__contains=fold(text)) | Q(code__iexact=text)
    units = visible_units(user, *READERS).filter(named).by_name()[: SHOWN + 1]
    hits = [
        Hit(title=one.name, detail=one.code, href=_to("reports:unit", one.uuid)) for one in units
    ]
    return _group(_("Units"), "building", hits)


def _group(title: str | Promise, icon: str, hits: list[Hit]) -> Group:
    return Group(title=title, icon=icon, hits=hits[:SHOWN], more=len(hits) > SHOWN)


def _to(url_name: str, uuid: object) -> str:
    try:
        return reverse(url_name, args=[uuid])
    except NoReverseMatch:
        return ""
