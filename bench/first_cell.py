"""Run one cell in a new kernel of a server; runs under the labs' Python.

Usage: first_cell.py ADDRESS TOKEN
"""

import json
import sys
import urllib.request
import uuid

import websocket

LIMIT = 60


def new_kernel(address: str, token: str) -> str:
    """Start a kernel; its id."""
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{address}/api/kernels", data=b"{}", headers=headers, method="POST"
    )
    with urllib.request.urlopen(request, timeout=LIMIT) as answer:
        return str(json.load(answer)["id"])


def execute(address: str, token: str, kernel: str) -> None:
    """Send a cell and wait for its reply."""
    channel = websocket.create_connection(
        f"{address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels",
        header=[f"Authorization: token {token}"],
        timeout=LIMIT,
    )
    content = {"code": "1 + 1", "silent": False, "store_history": False, "allow_stdin": False}
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "username": "bench",
        "session": uuid.uuid4().hex,
        "version": "5.3",
    }
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    channel.send(json.dumps(message | {"channel": "shell", "buffers": []}))
    while json.loads(channel.recv()).get("msg_type") != "execute_reply":
        pass
    channel.close()


if __name__ == "__main__":
    execute(sys.argv[1], sys.argv[2], new_kernel(sys.argv[1], sys.argv[2]))
