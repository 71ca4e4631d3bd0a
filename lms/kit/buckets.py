"""A bucket of a server that speaks the S3 protocol; loaded only where one is set."""

from collections.abc import Iterator
from typing import Any, ClassVar

from botocore.config import Config
from django.conf import settings
from storages.backends.s3 import S3Storage

from lms.kit.storage import CHUNK


class ObjectStorage(S3Storage):
    """A private bucket. Nobody is sent there: its files are served by the site's own views."""

    OPTIONS: ClassVar[dict[str, Any]] = {
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
        "max_memory_size": 8 << 20,
        # Checksums in trailers are Amazon's own; other servers of the protocol refuse them.
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=60,
            retries={"max_attempts": 3, "mode": "standard"},
        ),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**(self.OPTIONS | options))

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        """The site's address of a file, as for files on disk."""
        return f"{settings.MEDIA_URL}{name}"

    def part(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """From byte `start` to byte `end`, without fetching the rest."""
        answer = self.bucket.Object(name).get(Range=f"bytes={start}-{end}")
        yield from answer["Body"].iter_chunks(CHUNK)
