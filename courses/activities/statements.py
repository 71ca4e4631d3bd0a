"""Why what learners do in activities is kept, and for how long."""

from django.utils.translation import gettext_lazy as _

from lms.records.kinds import declare
from lms.records.verbs import Verb

_STEPS = _("To show learners where they stopped and to work out whether a rule is met.")
_RESULTS = _("To show how a result came about, to the learner and in a review.")

for _verb in (Verb.LAUNCHED, Verb.EXPERIENCED, Verb.INTERACTED, Verb.ATTEMPTED, Verb.SUBMITTED):
    declare(_verb, "activity", purpose=_STEPS, keep_months=36)
for _verb in (Verb.ANSWERED, Verb.SCORED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED):
    declare(_verb, "activity", purpose=_RESULTS, keep_months=120)
