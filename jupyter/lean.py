"""Leave out what a learner's server loads and never uses: a second and 30 MB of each start.

`rfc3987_syntax` builds a parser for one format of JSON schemas; without it jsonschema does not
check that format. `jupyterhub.orm` is the hub's own database, which a server never opens.
Imported before the server is.
"""

import sys
import types

UNUSED = "rfc3987_syntax"
HUB_TABLES = "jupyterhub.orm"


def _any_table(name: str) -> type:
    """A class by that name, for annotations and base classes."""
    return type(name, (), {})


tables = types.ModuleType(HUB_TABLES)
tables.__getattr__ = _any_table  # type: ignore[method-assign]  # PEP 562
sys.modules[UNUSED] = None  # type: ignore[assignment]  # so that importing it fails
sys.modules[HUB_TABLES] = tables
