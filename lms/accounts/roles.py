"""The roles people hold; where each holds is the organisation's matter."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may do; every role but the centre administrator's is held over a subtree."""

    LEARNER = "learner", _("Learner")
    TRAINER = "trainer", _("Trainer")
    HR_OFFICER = "hr_officer", _("HR officer")
    UNIT_HEAD = "unit_head", _("Head of unit")
    CENTRE_ADMIN = "centre_admin", _("Centre administrator")
    AUDITOR = "auditor", _("Auditor")
