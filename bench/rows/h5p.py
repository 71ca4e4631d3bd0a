"""Interactive content: importing a package of 1,521 files, marking answers, keeping state."""

import io
import json
import tempfile
import time
import uuid
import zipfile

from django.db import connection, transaction

from bench.harness import Row, bench, compare
from courses.activities.types.h5p.actions import import_package
from courses.activities.types.h5p.archives import bundled
from courses.activities.types.h5p.marking import answers, markers
from courses.activities.types.h5p.models import Package
from courses.activities.types.h5p.type import usage_of
from courses.activities.types.xblock import runtime, web
from courses.activities.types.xblock.usages import Usage
from lms.accounts.models import User

FILES = 1521
ROUND = 100
IMPORTS = 20
RIGHT = {"statement": {"result": {"response": "0[,]1[,]2[,]3[,]4[,]5"}}}
SET = """
    INSERT INTO courses_xblock_fields (scope, target, person_id, data, changed_at)
    VALUES ('user_state', %s, %s, %s, now())
    ON CONFLICT (scope, target, person_id) DO UPDATE SET data = excluded.data
"""


@bench("h5p-import")
def import_many_files() -> list[Row]:
    """Seconds for a package of 1,521 files; aim: at most 2."""
    took = []
    for _round in range(3):
        raw = _large_package()
        started = time.perf_counter()
        with transaction.atomic():
            import_package(file=io.BytesIO(raw), by=None, may_install=True)
            transaction.set_rollback(True)
        took.append(time.perf_counter() - started)
    return [Row(name="h5p-import", unit="s", value=sorted(took)[1], aim="≤ 2")]


@bench("h5p-imports")
def import_one_after_the_other() -> list[Row]:
    """Small packages imported per CPU-second, beside only unpacking the same files."""

    def ours() -> int:
        with transaction.atomic():
            for _n in range(IMPORTS):
                import_package(file=io.BytesIO(_small_package()), by=None, may_install=True)
            transaction.set_rollback(True)
        return IMPORTS

    def unpacked() -> int:
        for _n in range(IMPORTS):
            with tempfile.TemporaryDirectory() as folder:
                zipfile.ZipFile(io.BytesIO(_small_package())).extractall(folder)
        return IMPORTS

    value, baseline = compare(ours, unpacked, rounds=3)
    return [Row(name="h5p-imports", unit="imports/CPU-s", value=value, baseline=baseline)]


@bench("h5p-mark")
def mark_answers() -> list[Row]:
    """Answers marked per CPU-second, beside only reading the same JSON."""
    params = bundled.read(bundled.CONTENTS / "mot-cua-trinh-tu-tiep-nhan.json").params
    raw = json.dumps(RIGHT)

    def mark() -> int:
        for _n in range(ROUND * 20):
            markers.mark("H5P.ProcedureOrder", params, answers.parse(json.loads(raw)))
        return ROUND * 20

    def read() -> int:
        for _n in range(ROUND * 20):
            json.loads(raw)
        return ROUND * 20

    value, baseline = compare(mark, read)
    return [Row(name="h5p-mark", unit="answers/CPU-s", value=value, baseline=baseline)]


@bench("h5p-state")
def keep_state() -> list[Row]:
    """State writes per CPU-second through the runtime, beside bare upserts of the same row."""
    person, _new = User.objects.get_or_create(username="bench", defaults={"full_name": "Đo Tốc Độ"})
    with transaction.atomic():
        usage = usage_of(uuid.uuid4(), _package())
        value, baseline = compare(
            lambda: _write_states(usage, person), lambda: _upsert(str(usage.key), person)
        )
        transaction.set_rollback(True)
    return [Row(name="h5p-state", unit="writes/CPU-s", value=value, baseline=baseline)]


def _write_states(usage: Usage, person: User) -> int:
    for n in range(ROUND):
        state = {"kind": "state", "sub_id": "0", "value": json.dumps({"n": n})}
        runtime.handle(usage=usage, person=person, handler="state", request=web.json_call(state))
    return ROUND


def _upsert(target: str, person: User) -> int:
    with connection.cursor() as cursor:
        for n in range(ROUND):
            cursor.execute(SET, [f"{target}/raw", person.pk, json.dumps({"n": n})])
    return ROUND


def _package() -> Package:
    raw = bundled.package("mot-cua-trinh-tu-tiep-nhan")
    return import_package(file=io.BytesIO(raw), by=None, may_install=True)


def _small_package() -> bytes:
    """One of our packages with a picture of its own, so that no two are the same."""
    buffer = io.BytesIO(bundled.package("mot-cua-trinh-tu-tiep-nhan"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content/images/one.png", uuid.uuid4().bytes * 60)
    return buffer.getvalue()


def _large_package() -> bytes:
    """One of our packages with a great many media, different at each call."""
    buffer = io.BytesIO(bundled.package("mot-cua-trinh-tu-tiep-nhan"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for n in range(FILES - len(archive.namelist())):
            archive.writestr(f"content/images/{n}.png", uuid.uuid4().bytes * 60)
    return buffer.getvalue()
