"""The PDF: PDF/A-2a and PDF/UA-1 at once, set by Typst from the frozen content."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import segno
import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from certificates.credentials.errors import PaperNotSet
from certificates.credentials.models import Credential
from certificates.credentials.registry import Format, register
from certificates.credentials.rules import printed_lines
from lms.kit.text import nfc

TEMPLATE = Path(__file__).parent / "certificate.typ"
STANDARDS = ["a-2a", "ua-1"]
_one_at_a_time = Lock()


def render(credential: Credential) -> bytes:
    """The paper as bytes; the same content gives the same bytes.

    A warning (a font that is missing, a letter it lacks) is a refusal: a paper with wrong letters
    must not leave.
    """
    with translation.override("vi"):
        data = json.dumps(_data(credential), ensure_ascii=False)
    made = datetime.combine(date.fromisoformat(credential.content["issued_on"]), time(), tzinfo=UTC)
    with _one_at_a_time:
        paper, warnings = _compiler().compile_with_warnings(
            format="pdf",
            sys_inputs={"data": nfc(data)},
            pdf_standards=STANDARDS,  # type: ignore[arg-type]  # literals in the stub
            timestamp=made,
        )
    if warnings or not isinstance(paper, bytes):
        raise PaperNotSet
    return paper


def verification_url(code: str) -> str:
    """Where everybody can check the paper; what the QR code holds."""
    return f"{settings.SITE_URL}/verify/{code}/"


def _data(credential: Credential) -> dict[str, Any]:
    url = verification_url(credential.code)
    lines = printed_lines(credential.content, "vi")
    return {
        "lines": [{"key": one.key, "label": one.label, "value": one.value} for one in lines],
        "meaning": credential.content["meaning"]["vi"],
        "legal_basis": credential.content["legal_basis"],
        "phrase": credential.content["phrase"],
        "signer": credential.content["signer"],
        "signer_office": credential.content["signer_office"],
        "verify": f"{urlsplit(url).netloc}/verify/",
        "url": url,
        "qr": _qr(url),
    }


def _qr(url: str) -> str:
    """The QR code as one SVG path: vectors stay sharp on any printer."""
    return segno.make(url, error="m", micro=False).svg_inline(border=0, omitsize=True)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(settings.STATE_DIR / "vendor")],
        ignore_system_fonts=True,
    )


register(
    Format(
        slug="pdf",
        label=_("PDF to print"),
        suffix="pdf",
        content_type="application/pdf",
        render=render,
    )
)
