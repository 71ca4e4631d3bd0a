"""Who may see whom: roles reach a unit and all below it; outside is as if it did not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase

from lms.accounts.models import User, UserQuerySet
from lms.accounts.roles import Role
from lms.kit import clock
from lms.organisation.models import Assignment, RoleGrant, Unit, UnitQuerySet

View = Callable[..., HttpResponseBase]


class Grant(NamedTuple):
    """A role that somebody holds today, and the path of the unit in which, empty for everywhere."""

    role: Role
    path: str


def grants_of(user: User) -> list[Grant]:
    """The grants that hold today, read once for each person object."""
    held: list[Grant] | None = getattr(user, "_grants", None)
    if held is None:
        today = RoleGrant.objects.on(clock.today()).filter(person=user)
        rows = today.values_list("role", "unit__path")
        held = [Grant(Role(role), path or "") for role, path in rows]
        setattr(user, "_grants", held)  # noqa: B010  # kept for the life of the object
    return held


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """The roles a person holds today; everyone who signs in is a learner."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    held = {grant.role for grant in grants_of(user)}
    if user.is_superuser:
        held.add(Role.CENTRE_ADMIN)
    return frozenset(held | {Role.LEARNER})


def visible_units(user: User, *roles: Role) -> UnitQuerySet:
    """The units a person reaches through `roles`; the centre administrator reaches all."""
    if Role.CENTRE_ADMIN in roles_of(user):
        return Unit.objects.all()
    scopes = [grant.path for grant in grants_of(user) if grant.role in roles and grant.path]
    return Unit.objects.within(*scopes)


def visible_people(user: User, *roles: Role) -> UserQuerySet:
    """The people who serve today in a unit that `user` reaches through `roles`."""
    if Role.CENTRE_ADMIN in roles_of(user):
        return User.objects.all()
    serving = Assignment.objects.on(clock.today()).filter(unit__in=visible_units(user, *roles))
    return User.objects.filter(pk__in=serving.values("person"))


def role_required(*roles: Role) -> Callable[[View], View]:
    """Open a view to holders of any of `roles`; others learn nothing: 404, or the sign-in page."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if roles_of(request.user).isdisjoint({*roles, Role.CENTRE_ADMIN}):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def people_to_assign(user: User) -> UserQuerySet:
    """Whom an HR officer may give a post: those in their units, and those who serve nowhere.

    A post that begins later counts too: who is awaited elsewhere is not free.
    """
    if Role.CENTRE_ADMIN in roles_of(user):
        return User.objects.active()
    serving = Assignment.objects.from_day(clock.today())
    inside = serving.filter(unit__in=visible_units(user, Role.HR_OFFICER))
    free = ~Q(pk__in=serving.values("person"))
    return User.objects.active().filter(free | Q(pk__in=inside.values("person")))


def may_transfer(user: User, person: User) -> bool:
    """Whether `user` may end the main post of `person`: it lies where they write, or there is none.

    A concurrent post in a unit does not give its HR officer a say over the main one elsewhere.
    """
    main = Assignment.objects.from_day(clock.today()).filter(person=person, is_primary=True)
    return not main.exclude(unit__in=visible_units(user, Role.HR_OFFICER)).exists()


def may_shut_out(user: User, person: User) -> bool:
    """Whether `user` may disable and enable `person`: never oneself, never upwards."""
    if user.pk == person.pk:
        return False
    if Role.CENTRE_ADMIN in roles_of(user):
        return True
    above = {Role.CENTRE_ADMIN, Role.HR_OFFICER, Role.AUDITOR}
    held = {grant.role for grant in grants_of(person)}
    return (
        held.isdisjoint(above)
        and not person.is_superuser
        and visible_people(user, Role.HR_OFFICER).filter(pk=person.pk).exists()
    )
