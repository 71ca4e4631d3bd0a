"""Test databases: migrated once into a template, cloned for each process and after each commit.

A template is named by a hash of every migration, so that a second run, another worker of
pytest-xdist, or the next test that committed costs a clone (about 0.1 s), not 300 migrations.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from lms.env import BASE_DIR

APPS = ("lms", "courses", "labs", "certificates", "transfer")
KEPT_TEMPLATES = 4
LOCK = 7_419_001


def template_name() -> str:
    """The template's name: it changes with any migration and with the pinned packages."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def ensure_template() -> str:
    """Migrate the template database unless it is there; processes wait for one another."""
    name = template_name()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not _exists(server, name):
            _forget_old_templates(server)
            building = f"building_{name}"
            _drop(server, building)
            server.execute(_statement("CREATE DATABASE {}", building))
            _migrate(building)
            server.execute(_statement("ALTER DATABASE {} RENAME TO {}", building, name))
    return name


def clone(template: str, name: str) -> None:
    """Make database `name` a fresh copy of `template`, whoever is connected to the old one."""
    with _server() as server:
        _drop(server, name)
        server.execute(_statement("CREATE DATABASE {} TEMPLATE {}", name, template))


def drop(name: str) -> None:
    """Remove database `name`."""
    with _server() as server:
        _drop(server, name)


def _inputs() -> list[Path]:
    found = [BASE_DIR / "requirements" / "site.txt"]
    for app in APPS:
        found += sorted((BASE_DIR / app / "migrations").glob("*.py"))
    return found


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    params = connection.get_connection_params() | {"dbname": "postgres"}
    for name in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(name, None)
    with psycopg.connect(**params, autocommit=True) as server:
        yield server


def _migrate(name: str) -> None:
    settings = connection.settings_dict
    before = settings["NAME"]
    settings["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connections.close_all()
        settings["NAME"] = before


def _exists(server: psycopg.Connection, name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _forget_old_templates(server: psycopg.Connection) -> None:
    old = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%%' "
        "AND length(datname) = 25 ORDER BY oid DESC OFFSET %s",
        [KEPT_TEMPLATES],
    )
    for (name,) in old.fetchall():
        _drop(server, name)


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(_statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))


def _statement(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))
