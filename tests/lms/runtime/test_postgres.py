"""The embedded PostgreSQL, for real: made, started, killed, healed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lms.runtime import postgres
from lms.runtime.console import Refusal
from lms.runtime.state import State
from lms.runtime.urls_of_services import embedded_database

pytestmark = pytest.mark.skipif(os.geteuid() == 0, reason="PostgreSQL refuses to run as root")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> State:
    state = State(tmp_path_factory.mktemp("state"))
    state.prepare()
    # The packages of this very interpreter are the environment.
    (state.root / "env" / "site").symlink_to(sys.prefix)
    postgres.ensure_cluster(state)
    return state


@pytest.fixture
def server(state: State) -> Iterator[subprocess.Popen[bytes]]:
    process = start(state)
    yield process
    process.send_signal(signal.SIGINT)
    process.wait(timeout=10)


def start(state: State) -> subprocess.Popen[bytes]:
    postgres.ensure_cluster(state)
    with (state.logs / "postgres.log").open("ab") as log:
        process = subprocess.Popen(postgres.command(state), stdout=log, stderr=log)
    limit = time.monotonic() + 20
    while not postgres.is_ready(state):
        assert time.monotonic() < limit, (state.logs / "postgres.log").read_text()
        time.sleep(0.05)
    return process


def test_a_database_is_made_once_and_reached_by_the_socket(
    state: State, server: subprocess.Popen[bytes]
) -> None:
    postgres.ensure_database(state, "lms")
    postgres.ensure_database(state, "lms")

    with psycopg.connect(embedded_database(state.root)) as connection:
        found = connection.execute("SELECT current_database(), lower('ĐƯỜNG')").fetchone()

    assert found == ("lms", "đường")


def test_nobody_listens_on_a_port(state: State, server: subprocess.Popen[bytes]) -> None:
    with psycopg.connect(embedded_database(state.root, "postgres")) as connection:
        found = connection.execute("SHOW listen_addresses").fetchone()

    assert found == ("",)


def test_a_killed_server_loses_nothing_and_starts_again(state: State) -> None:
    server = start(state)
    address = embedded_database(state.root, "postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    server.kill()
    server.wait()
    assert (state.root / "postgres" / "data" / "postmaster.pid").exists()

    again = start(state)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(7,)]
    again.send_signal(signal.SIGINT)
    again.wait(timeout=10)


def test_a_lock_that_names_somebody_elses_process_is_removed(state: State) -> None:
    lock = state.root / "postgres" / "data" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n")

    postgres.ensure_cluster(state)

    assert not lock.exists()


def test_data_of_an_unknown_version_is_refused_in_one_sentence(tmp_path: Path) -> None:
    state = State(tmp_path)
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "postgres" / "data" / "PG_VERSION").write_text("8\n")

    with pytest.raises(Refusal, match="is PostgreSQL 8's, which this machine lacks"):
        postgres.binaries(state)
