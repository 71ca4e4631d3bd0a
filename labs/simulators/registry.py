"""The engines by slug; a slug has one engine."""

from labs.simulators.engine import Engine

_engines: dict[str, Engine] = {}


def register(engine: Engine) -> None:
    """Add an engine; a second of the same slug is an error."""
    if engine.slug in _engines:
        raise ValueError(f"Two simulators named {engine.slug!r}.")
    _engines[engine.slug] = engine


def get(slug: str) -> Engine:
    """The engine of this slug; `KeyError` when nobody registered it."""
    return _engines[slug]


def find(slug: str) -> Engine | None:
    """The engine of this slug, if there is one."""
    return _engines.get(slug)


def all_engines() -> list[Engine]:
    """Every engine, by slug."""
    return [_engines[slug] for slug in sorted(_engines)]
