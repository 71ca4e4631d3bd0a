"""How static files are named and kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names where `collectstatic` knew the file, the plain name elsewhere.

    Vendored players address their own parts by plain relative names, so a file outside the
    manifest is not an error.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The hashed name, or the name itself while the file has not been collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
