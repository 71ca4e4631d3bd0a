"""A key in the learner's notebook by which its hand-in button is known to come from their lab."""

from django.core import signing

from courses.activities.models import Activity
from lms.accounts.models import User

_SALT = "labs.hand-in"


def key_for(*, activity: Activity, learner: User) -> str:
    """The key for this learner and this lab."""
    return signing.dumps([activity.uuid.hex, learner.uuid.hex], salt=_SALT)


def is_of(key: str, *, activity: Activity, learner: User) -> bool:
    """Whether the key was made for them."""
    try:
        return bool(signing.loads(key, salt=_SALT) == [activity.uuid.hex, learner.uuid.hex])
    except signing.BadSignature:
        return False
