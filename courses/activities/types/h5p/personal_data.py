"""Personal data of H5P: who brought which content, who decided about which library."""

from django.utils.translation import gettext_lazy as _

from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.models import LibraryDecision, Package, Upload
from lms.accounts.personal_data import Erase, register

for model, path, export in (
    (Package, "uploaded_by", ("title", "library", "created_at")),
    (Upload, "uploaded_by", ("name", "state", "created_at")),
    (LibraryDecision, "decided_by", ("library__title", "state", "reason", "created_at")),
):
    register(
        model,
        path,
        export=export,
        erase=Erase.KEEP,
        purpose=_("Who brought or approved teaching content"),
        keep_months=120,
        about=False,
    )

register(
    Draft,
    "owner",
    export=("title", "machine_name", "updated_at"),
    erase=Erase.DELETE,
    purpose=_("Unsaved teaching content of its author"),
    keep_months=12,
)
