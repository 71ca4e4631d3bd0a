"""Papers beside bare typst: the same template and like data, compiled and nothing else.

No two papers are alike, as in life: typst remembers what it has set before.
"""

import json
from itertools import count, islice
from typing import Any

import typst
from django.conf import settings
from django.core.management import call_command

from bench.harness import Row, bench, compare
from certificates.credentials.formats import pdf
from certificates.credentials.models import Credential
from lms.kit.text import nfc

ROUND = 10


@bench("certify")
def certify() -> list[Row]:
    """Papers per CPU-second of the issued kind."""
    if not Credential.objects.exists():
        call_command("demo", scale="default", verbosity=0)
    credential = Credential.objects.earliest("pk")
    standards: Any = pdf.STANDARDS
    data, code = nfc(json.dumps(pdf._data(credential), ensure_ascii=False)), credential.code
    bare = typst.Compiler(
        str(pdf.TEMPLATE),
        root=str(pdf.TEMPLATE.parent),
        font_paths=[str(settings.STATE_DIR / "vendor")],
        ignore_system_fonts=True,
    )

    numbers = count()

    def ours() -> int:
        for number in islice(numbers, ROUND):
            credential.code = f"do-thu-{number}"
            pdf.render(credential)
        return ROUND

    def theirs() -> int:
        for number in islice(numbers, ROUND):
            inputs = {"data": data.replace(code, f"do-thu-{number}")}
            bare.compile(format="pdf", sys_inputs=inputs, pdf_standards=standards)
        return ROUND

    value, baseline = compare(ours, theirs)
    return [Row(name="certify", unit="papers/CPU-s", value=value, baseline=baseline, aim=">= 0.6")]
