"""Two alike that are compared at once: the hint is there all the same."""

import pytest

from courses.activities.models import Activity
from labs.submissions.actions import compare
from labs.submissions.models import Likeness
from tests.factories import labs as make
from tests.interleaving import while_open
from tests.labs.submissions.conftest import learner_of
from tests.labs.submissions.test_prints import LONG, RENAMED

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_alike_that_are_compared_at_once_are_found(lab: Activity) -> None:
    one, other = (
        make.attempt(
            activity=lab,
            learner=learner_of(lab, name),
            content=make.notebook(make.answer(source)),
        )
        for name, source in (("Lê Thị Hà", LONG), ("Trần Văn Bình", RENAMED))
    )

    while_open(lambda: compare(attempt=one), lambda: compare(attempt=other))

    assert Likeness.objects.values_list("first", "second").get() == (one.pk, other.pk)
