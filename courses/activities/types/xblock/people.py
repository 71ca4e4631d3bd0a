"""The person as blocks may know them: a pseudonym, the same in all calls, and nothing else."""

from typing import Any

from django.utils.crypto import salted_hmac
from xblock.reference.user_service import UserService, XBlockUser

from lms.accounts.models import User


def pseudonym(person: User) -> str:
    """A name that tells one person from another to content, and nobody to anybody."""
    return salted_hmac(
        "courses.xblock.pseudonym", str(person.uuid), algorithm="sha256"
    ).hexdigest()[:20]


class Pseudonymous(UserService):
    """The `user` service: blocks that want a name or an address get the pseudonym."""

    def __init__(self, person: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._person = person

    def get_current_user(self) -> XBlockUser:
        """The learner of this call."""
        name = pseudonym(self._person)
        user = XBlockUser(is_current_user=True, full_name=name, emails=[f"{name}@learner.invalid"])
        user.opt_attrs["edx-platform.user_id"] = name
        user.opt_attrs["edx-platform.username"] = name
        user.opt_attrs["edx-platform.anonymous_user_id"] = name
        user.opt_attrs["edx-platform.is_authenticated"] = True
        return user
