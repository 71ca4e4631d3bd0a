"""The hub, for one machine: our own spawner, sign-in through the site, unix sockets inside.

Start it, as an account without rights (never root), in the hub's environment:

    python -m jupyterhub -f jupyter/jupyterhub_config.py

`manage.py hub_setup` must have run before (it registers the hub at the site and writes the
system-call filter). `configurable-http-proxy` must be on PATH; the hub starts and stops it.
Variables:

    STATE_DIR               state of the installation; the hub keeps its own in STATE_DIR/hub
    HUB_URL                 address and port at which people reach the hub (the proxy listens there)
    HUB_BIND_URL            where the proxy listens, when that is not HUB_URL (behind TLS)
    SITE_URL                address of the site, as people and the hub reach it
    SITE_API_URL            address at which the hub reaches the site; empty: SITE_URL
    LAB_ENV                 Python environment of the labs
    HUB_API_TOKEN           token of the site at the hub
    HUB_CLIENT_SECRET       secret of the hub as sign-on client of the site
    JUPYTERHUB_CRYPT_KEY    64 hexadecimal digits: encrypts what the hub keeps of a sign-in
    CONFIGPROXY_AUTH_TOKEN  secret between hub and proxy
    LAB_MAX_SERVERS         how many learners' servers may run at once; 0: by memory
    LAB_MEMORY_MB           memory of one room
    LAB_DISK_MB             what one learner's home may hold
    LAB_WATCHED_EVERY       seconds between two looks at what a room uses
    LAB_IDLE_SECONDS        a room without activity is closed after so long
    LAB_IDLE_WARNING        seconds before that at which Lab warns and saves
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bwrap_spawner import BwrapSpawner  # noqa: E402  # found beside this file only now
from site_authenticator import SiteAuthenticator  # noqa: E402  # as above

if os.geteuid() == 0:
    raise SystemExit("The hub is never started as root: choose an account without rights.")


def run_folder(state: Path) -> Path:
    """A private folder with a short name in small letters, as unix sockets and URLs want it."""
    digest = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    folder = Path(f"/tmp/lms-hub-{os.geteuid()}-{digest}")  # noqa: S108  # checked below
    folder.mkdir(mode=0o700, exist_ok=True)
    held = folder.lstat()
    if folder.is_symlink() or held.st_uid != os.geteuid() or held.st_mode & 0o077:
        raise SystemExit(f"{folder} is not a private folder of this account: remove it.")
    for old in folder.glob("*.sock"):
        old.unlink()
    return folder


def servers_that_fit() -> int:
    """One server needs about 300 MB; a quarter of the memory stays for the rest."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return max(2, int(pages * size * 0.75 / (300 << 20)))


def number(name: str, default: int) -> int:
    """A whole number from the environment."""
    return int(os.environ.get(name) or default)


def on_socket(path: Path) -> str:
    """The URL of a unix socket."""
    return f"http+unix://{quote(str(path), safe='')}"


state = Path(os.environ["STATE_DIR"]) / "hub"
state.mkdir(mode=0o700, parents=True, exist_ok=True)
run = run_folder(state)
site = os.environ["SITE_URL"].rstrip("/")
site_inside = (os.environ.get("SITE_API_URL") or site).rstrip("/")
hub = os.environ["HUB_URL"].rstrip("/")

c: Any = get_config()  # type: ignore[name-defined]  # noqa: F821  # given by JupyterHub

# Addresses: one port for people, unix sockets for all else
c.JupyterHub.bind_url = os.environ.get("HUB_BIND_URL") or hub
c.JupyterHub.hub_bind_url = on_socket(run / "hub.sock")
c.JupyterHub.hub_connect_url = on_socket(run / "hub.sock")
c.ConfigurableHTTPProxy.api_url = on_socket(run / "proxy.sock")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.JupyterHub.cleanup_servers = True
c.JupyterHub.log_level = "WARN"

# Sign-in
c.JupyterHub.authenticator_class = SiteAuthenticator
c.SiteAuthenticator.site_url = site
c.SiteAuthenticator.client_id = "hub"
c.SiteAuthenticator.client_secret = os.environ["HUB_CLIENT_SECRET"]
c.SiteAuthenticator.oauth_callback_url = f"{hub}/hub/oauth_callback"
c.SiteAuthenticator.authorize_url = f"{site}/o/authorize/"
c.SiteAuthenticator.token_url = f"{site_inside}/o/token/"
c.SiteAuthenticator.userdata_url = f"{site_inside}/o/userinfo/"
c.SiteAuthenticator.scope = ["openid", "profile", "groups"]
c.SiteAuthenticator.username_claim = "lab_user"
c.SiteAuthenticator.enable_pkce = True
c.SiteAuthenticator.auto_login = True
c.SiteAuthenticator.allow_all = True
c.SiteAuthenticator.enable_auth_state = True
c.SiteAuthenticator.manage_groups = True
c.SiteAuthenticator.auth_state_groups_key = "oauth_user.groups"
c.SiteAuthenticator.auth_refresh_age = 60  # who signed out of the site is out of the hub
c.SiteAuthenticator.refresh_pre_spawn = False  # the site starts servers, and knows the person

# Servers
c.JupyterHub.spawner_class = BwrapSpawner
c.BwrapSpawner.homes = str(state / "homes")
c.BwrapSpawner.run_folder = str(run)
c.BwrapSpawner.hub_socket = str(run / "hub.sock")
c.BwrapSpawner.lab_environment = os.environ["LAB_ENV"]
c.BwrapSpawner.seccomp_filter = str(state / "lab.bpf")
c.BwrapSpawner.site_url = site
c.BwrapSpawner.memory = number("LAB_MEMORY_MB", 2048) << 20
c.BwrapSpawner.disk = number("LAB_DISK_MB", 1024) << 20
c.BwrapSpawner.watched_every = number("LAB_WATCHED_EVERY", 10)
c.BwrapSpawner.idle = number("LAB_IDLE_SECONDS", 3600)
c.BwrapSpawner.idle_warning = number("LAB_IDLE_WARNING", 300)
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 90
c.JupyterHub.last_activity_interval = 0  # servers tell what is activity; the proxy cannot know
c.JupyterHub.concurrent_spawn_limit = 6
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # answer at once; the site asks again
c.JupyterHub.active_server_limit = number("LAB_MAX_SERVERS", 0) or servers_that_fit()

# Who may do what: learners their own server only, no sharing, no tokens; the site all servers
c.JupyterHub.load_roles = [
    # They enter their server; it is started and stopped by the site, which keeps the queue.
    {
        "name": "user",
        "scopes": ["read:users!user", "users:activity!user", "access:servers!user"],
    },
    {
        "name": "site",
        "scopes": [
            "admin:users",
            "admin:servers",
            "list:users",
            "read:users",
            "access:servers",
            "tokens",
            "read:services!service=site",
        ],
        "services": ["site"],
    },
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    },
]
c.JupyterHub.services = [
    {
        "name": "site",
        "api_token": os.environ["HUB_API_TOKEN"],
        # What the site shows the centre beside the rooms that run.
        "info": {"rooms": c.JupyterHub.active_server_limit},
    },
    {
        "name": "idle-culler",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--url={hub}/hub/api",
            # Never before the time that Lab shows: the hub hears of activity a little later.
            f"--timeout={c.BwrapSpawner.idle + min(60, c.BwrapSpawner.idle // 4)}",
            f"--cull-every={max(2, min(60, c.BwrapSpawner.idle // 10))}",
        ],
        # The mark by which the platform finds what a killed hub left behind.
        "environment": {"LMS_SUPERVISED": os.environ.get("LMS_SUPERVISED", "")},
    },
]
# What is in force here, for `/readyz`: files are measured and a room that takes more is closed, so
# is total memory where no control groups are lent; the kernel itself holds to the rest.
room = c.BwrapSpawner
grouped = (state / "groups.json").is_file()
by = "by the kernel" if grouped else f"measured every {room.watched_every} s"
(state / "limits.txt").write_text(
    f"{c.JupyterHub.active_server_limit} rooms; each {room.memory >> 20} MB of memory ({by}) and "
    f"{room.disk >> 20} MB of files (measured); address space, processes and the size of one file"
    f" by the kernel; closed after {room.idle} s without activity\n",
    encoding="utf-8",
)

c.JupyterHub.template_paths = [str(HERE / "templates")]
c.JupyterHub.template_vars = {"site_url": site}
c.JupyterHub.logo_file = str(HERE / "templates" / "logo.svg")

if shutil.which("configurable-http-proxy") is None:
    raise SystemExit("configurable-http-proxy is missing: run `npm ci` in the folder jupyter.")
