"""How static files are named and kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where `collectstatic` knew the file, the plain name elsewhere.

    Vendored players address their own parts by plain relative names, so a file outside the
    manifest is not an error.
    """

    manifest_strict = False
