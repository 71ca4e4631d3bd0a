"""One canonical form of a JSON-LD document (RDFC-1.0), refusing what would be lost."""

from collections.abc import Callable, Mapping
from typing import Any

from pyld import jsonld

from certificates.credentials.signing import contexts
from certificates.credentials.signing.errors import TermDropped

Loader = Callable[..., dict[str, Any]]
NOWHERE = "https://relative.invalid/"


def canonical(document: Mapping[str, Any], loader: Loader = contexts.load) -> str:
    """The document as sorted N-Quads.

    PyLD drops what a context does not define and says nothing, so a signature would not cover
    it; here every dropped property and every type or id that stays relative is refused. What is
    relative shows by the base that no document names.
    """
    options = {"documentLoader": loader, "base": NOWHERE}
    expanded = jsonld.expand(dict(document), options, on_property_dropped=_drop)
    _check_absolute(expanded)
    quads: str = jsonld.normalize(
        expanded,
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader},
    )
    return quads


def _drop(term: str | None) -> None:
    raise TermDropped


def _check_absolute(node: Any) -> None:
    if isinstance(node, list):
        for inner in node:
            _check_absolute(inner)
    elif isinstance(node, dict) and "@value" not in node:
        names = [node.get("@id", "_:"), *_listed(node.get("@type", []))]
        if any(name.startswith(NOWHERE) or ":" not in name for name in names):
            raise TermDropped
        for inner in node.values():
            _check_absolute(inner)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
