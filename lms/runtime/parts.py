"""The parts of the platform: each process's command line, environment and sign of readiness."""

import signal
import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from lms.env import BASE_DIR, Env
from lms.runtime import postgres, valkey
from lms.runtime.console import Refusal
from lms.runtime.environments import clean_environment
from lms.runtime.packages import search_path
from lms.runtime.process import Process
from lms.runtime.state import State
from lms.runtime.supervisor import mark

HUB_CONFIG = BASE_DIR / "jupyter" / "jupyterhub_config.py"
LAB_LIMITS = (
    "LAB_MAX_SERVERS",
    "LAB_MEMORY_MB",
    "LAB_DISK_MB",
    "LAB_IDLE_SECONDS",
    "LAB_IDLE_WARNING",
)


def environment(state: State) -> dict[str, str]:
    """What every process of ours is given."""
    path = search_path(state)
    return clean_environment(state) | mark(state) | {"PATH": path, "LANG": "C.UTF-8"}


def databases(state: State, env: Env, packages: str = "site", **settings: str) -> list[Process]:
    """The embedded PostgreSQL and Valkey, each only where no address of another is set."""
    parts = []
    if not env.DATABASE_URL:
        postgres.ensure_cluster(state, packages)
        parts.append(
            Process(
                name="postgres",
                command=postgres.command(state, packages, **settings),
                environment=environment(state),
                log=state.logs / "postgres.log",
                ready=lambda: postgres.is_ready(state),
                stop_signal=signal.SIGINT,
                stops_last=True,
            )
        )
    if not env.BROKER_URL:
        parts.append(
            Process(
                name="valkey",
                command=valkey.command(state, packages),
                environment=environment(state),
                log=state.logs / "valkey.log",
                ready=lambda: valkey.is_ready(state),
                stops_last=True,
            )
        )
    return parts


def web(state: State, env: Env) -> Process:
    """The site itself."""
    options = ["--interface", "wsgi", "--host", env.WEB_HOST, "--port", str(env.WEB_PORT)]
    options += ["--workers", str(env.WEB_WORKERS), "--blocking-threads", "4"]
    options += ["--respawn-failed-workers", "--no-ws", "--log-level", "warning"]
    return Process(
        name="web",
        command=[str(state.python("site")), "-m", "granian", *options, "lms.wsgi:application"],
        environment=environment(state),
        log=state.logs / "web.log",
        ready=lambda: _answers(f"http://127.0.0.1:{env.WEB_PORT}/healthz"),
    )


def worker(state: State, env: Env) -> Process:
    """The taker of effects; `/readyz` knows when it has joined."""
    options = ["--loglevel", "INFO", "--concurrency", str(env.WORKER_PROCESSES), "--without-mingle"]
    return _celery(state, "worker", *options, "--without-gossip", "--hostname", "worker@lms")


def beat(state: State) -> Process:
    """The clock; its times are kept in the database."""
    scheduler = "django_celery_beat.schedulers:DatabaseScheduler"
    return _celery(state, "beat", "--loglevel", "INFO", "--pidfile", "", "--scheduler", scheduler)


def _celery(state: State, name: str, *options: str) -> Process:
    return Process(
        name=name,
        command=[str(state.python("site")), "-m", "celery", "-A", "lms", name, *options],
        environment=environment(state),
        log=state.logs / f"{name}.log",
    )


def hub(state: State, env: Env) -> Process:
    """JupyterHub with its proxy; it knows the site by these variables alone."""
    (state.root / "hub").mkdir(mode=0o700, exist_ok=True)
    own = {
        "JUPYTERHUB_CRYPT_KEY": env.HUB_CRYPT_KEY,
        "CONFIGPROXY_AUTH_TOKEN": env.HUB_PROXY_TOKEN,
        "HUB_API_TOKEN": env.HUB_API_TOKEN,
        "HUB_CLIENT_SECRET": env.HUB_CLIENT_SECRET,
        "HUB_URL": env.HUB_URL,
        "HUB_BIND_URL": env.hub_api_url,  # behind a proxy of its own, people use another
        "SITE_URL": env.SITE_URL,
        "LAB_ENV": str(state.root / "env" / "lab"),
    } | {name: str(getattr(env, name)) for name in LAB_LIMITS}
    return Process(
        name="hub",
        command=[str(state.python("hub")), "-m", "jupyterhub", "-f", str(HUB_CONFIG)],
        environment=environment(state) | own,
        log=state.logs / "hub.log",
        ready=lambda: _answers(f"{env.hub_api_url.rstrip('/')}/hub/health"),
    )


def refuse_taken_ports(env: Env) -> None:
    """Say which port is taken and by which variable another is chosen."""
    _refuse_taken(env.WEB_HOST, env.WEB_PORT, "WEB_PORT and SITE_URL")
    address = urlsplit(env.hub_api_url)
    variable = "HUB_API_URL" if env.HUB_API_URL else "HUB_URL"
    _refuse_taken(address.hostname or "127.0.0.1", address.port or 80, variable)


def _refuse_taken(host: str, port: int, variable: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Refusal(
                f"Port {port} is for root only: choose another with {variable}."
            ) from error
        except OSError as error:
            raise Refusal(
                f"Port {port} is taken by another program: stop it, "
                f"or choose another with {variable}."
            ) from error


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
