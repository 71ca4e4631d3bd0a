"""Two units side by side, and a person for each role who belongs to the first."""

from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.models import Unit
from tests.factories.organisation import AssignmentFactory, RoleGrantFactory, UnitFactory

PASSWORD = "lua-vang-tren-dong-79"


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


@dataclass
class World:
    """`own` is the unit of everyone in `people`; `stranger` serves in the other."""

    own: Unit = field(default_factory=UnitFactory)
    foreign: Unit = field(default_factory=UnitFactory)
    people: dict[str, User] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in Role:
            self.people[role.value] = self._person(role)
        self.stranger = AssignmentFactory(unit=self.foreign).person

    def unit(self, side: str) -> Unit:
        """The unit on one side."""
        return self.own if side == "own" else self.foreign

    def person(self, side: str, column: str) -> User:
        """Whose object it is: that of the one who asks, or that of the stranger."""
        if side == "own":
            return self.people.get(column, self.people[Role.LEARNER])
        return self.stranger

    def _person(self, role: Role) -> User:
        head = role == Role.UNIT_HEAD
        person = AssignmentFactory(unit=self.own, is_head=head).person
        User.objects.filter(pk=person.pk).update(password=_hashed())
        person.refresh_from_db()
        if role != Role.LEARNER:
            scope = None if role == Role.CENTRE_ADMIN else self.own
            RoleGrantFactory(person=person, role=role, unit=scope)
        return person
