"""The hub of docker-compose.yml: that of one machine, with a container a learner.

Its secrets are files; the configuration it shares reads them as variables.
"""

import os
from pathlib import Path
from typing import Any

SECRETS = {
    "HUB_API_TOKEN": "hub_api_token",
    "HUB_CLIENT_SECRET": "hub_client_secret",
    "JUPYTERHUB_CRYPT_KEY": "hub_crypt_key",
    "CONFIGPROXY_AUTH_TOKEN": "hub_proxy_token",
}
for variable, name in SECRETS.items():
    os.environ[variable] = (Path("/run/secrets") / name).read_text(encoding="utf-8").strip()
os.environ.setdefault("LAB_ENV", "/opt/lab")
os.environ["HUB_BIND_URL"] = "http://0.0.0.0:8000"

load_subconfig("/app/jupyter/jupyterhub_config.py")  # type: ignore[name-defined]  # noqa: F821  # given by JupyterHub

c: Any = get_config()  # type: ignore[name-defined]  # noqa: F821  # as above
c.JupyterHub.hub_bind_url = "http://0.0.0.0:8081"
c.JupyterHub.hub_connect_url = "http://hub:8081"
c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.image = os.environ["LAB_IMAGE"]
c.DockerSpawner.network_name = os.environ["LAB_NETWORK"]
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.remove = True
c.DockerSpawner.volumes = {"lab-{username}": "/home/lab/work"}
c.DockerSpawner.notebook_dir = "/home/lab/work"
c.DockerSpawner.cmd = ["python", "-I", "/opt/jupyter/lab_server.py"]
c.DockerSpawner.args = []
c.DockerSpawner.mem_limit = f"{os.environ['LAB_MEMORY_MB']}M"
c.DockerSpawner.cpu_limit = 1.0
c.DockerSpawner.extra_host_config = {
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "pids_limit": 256,
    "memswap_limit": f"{os.environ['LAB_MEMORY_MB']}m",
    "ulimits": [{"Name": "fsize", "Soft": 256 << 20, "Hard": 256 << 20}],
}
c.DockerSpawner.environment = {
    "JUPYTERHUB_SINGLEUSER_EXTENSION": "1",
    "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
    "JUPYTERHUB_ACTIVITY_INTERVAL": "60",
    "LMS_SITE_URL": os.environ["SITE_URL"],
    "LMS_TERMINAL": lambda spawner: str(int(spawner.user_options.get("terminal") is True)),
    "LMS_IDLE": os.environ["LAB_IDLE_SECONDS"],
    "LMS_IDLE_WARNING": os.environ["LAB_IDLE_WARNING"],
    "LMS_MEMORY": str(int(os.environ["LAB_MEMORY_MB"]) << 20),
    "LMS_DISK": str(int(os.environ["LAB_DISK_MB"]) << 20),
    "LANGUAGE": "vi_VN",
    "TZ": "Asia/Ho_Chi_Minh",
    "OPENBLAS_NUM_THREADS": "1",
}
