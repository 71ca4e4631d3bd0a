"""Files that people take along."""

from django.http import HttpResponse


def download(content: bytes, name: str) -> HttpResponse:
    """A file to keep, never one to show."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
