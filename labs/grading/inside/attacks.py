"""Try to break out of the box, for the self-test: every attempt must fail.

Prints one JSON object: name of the attack → what came through, empty when it was stopped.
Usage: attacks.py JSON, where JSON names paths, ports and sockets of the host.
"""

import ctypes
import errno
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)
_CALLS = {
    "x86_64": {
        "unshare": (272, 0x10000000),
        "ptrace": (101, 0),
        "mount": (165, 0),
        "bpf": (321, 0),
        "io_uring": (425, 1),
        "keyctl": (250, 0),
        "userfaultfd": (323, 0),
        "perf_event": (298, 0),
        "setns": (308, 0),
        "process_vm_writev": (311, 0),
    },
    "aarch64": {
        "unshare": (97, 0x10000000),
        "ptrace": (117, 0),
        "mount": (40, 0),
        "bpf": (280, 0),
        "io_uring": (425, 1),
        "keyctl": (219, 0),
        "userfaultfd": (282, 0),
        "perf_event": (241, 0),
        "setns": (268, 0),
        "process_vm_writev": (271, 0),
    },
}
_CLONE3 = 435


def system_calls(_host: Any) -> str:
    """Calls that lead out of a user namespace, each refused by the filter."""
    calls = _CALLS.get(os.uname().machine, {})
    open_ = [name for name, (number, first) in calls.items() if not _refused(number, first)]
    ctypes.set_errno(0)
    _libc.syscall(_CLONE3, 0, 0)
    if ctypes.get_errno() != errno.ENOSYS:
        open_.append("clone3")
    return ", ".join(open_)


def _refused(number: int, first: int) -> bool:
    ctypes.set_errno(0)
    result = _libc.syscall(number, first, 0, 0, 0, 0)
    return result == -1 and ctypes.get_errno() == errno.EPERM


def socket_families(_host: Any) -> str:
    """Families that reach the kernel's insides."""
    open_ = []
    for name in ("AF_PACKET", "AF_ALG", "AF_VSOCK"):
        try:
            socket.socket(getattr(socket, name), socket.SOCK_RAW).close()
        except OSError as error:
            if error.errno == errno.EPERM:
                continue
        open_.append(name)
    return ", ".join(open_)


def host_files(host: Any) -> str:
    """Paths of the host: secrets, homes, the project, the state of the installation."""
    return ", ".join(path for path in host["paths"] if os.path.exists(path))


def network(host: Any) -> str:
    """A port of the host's, an address outside, a name."""
    open_ = []
    for address in (("127.0.0.1", host["port"]), ("192.0.2.1", 80), ("1.1.1.1", 53)):
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(address) == 0:
                open_.append(address[0])
    try:
        socket.getaddrinfo("example.com", 80)
        open_.append("DNS")
    except OSError:
        pass
    return ", ".join(open_)


def unix_sockets(host: Any) -> str:
    """Sockets of the host, by path and by abstract name."""
    open_ = []
    for name in (host["socket"], "\0" + host["abstract"]):
        with socket.socket(socket.AF_UNIX) as one:
            if one.connect_ex(name) == 0:
                open_.append(repr(name))
    return ", ".join(open_)


def writing(_host: Any) -> str:
    """Anything outside the three folders that are its own."""
    open_ = []
    for path in ("/x", "/usr/x", "/etc/x", "/inside/x", "/proc/sys/kernel/core_pattern"):
        try:
            with open(path, "w") as file:
                file.write("x")
            open_.append(path)
        except OSError:
            pass
    return ", ".join(open_)


def rights(_host: Any) -> str:
    """Capabilities, root's number, the way to new rights."""
    with open("/proc/self/status") as file:
        status = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
    held = [name for name in ("CapEff", "CapPrm", "CapBnd") if int(status[name], 16)]
    if status["NoNewPrivs"].strip() != "1":
        held.append("NoNewPrivs")
    if os.getuid() == 0:
        held.append("uid 0")
    return ", ".join(held)


def other_processes(_host: Any) -> str:
    """Processes of the host, and the environment of the first one here."""
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    with open("/proc/1/environ") as file:
        text = file.read()
    found = f"{len(seen)} processes" if len(seen) > 5 else ""
    return found or ("environment" if "SECRET" in text or "DATABASE" in text else "")


def closed_memory(_host: Any) -> str:
    """The memory of a process that closed it, as a learner's server does before any kernel runs."""
    ready, said = os.pipe()
    child = os.fork()
    if child == 0:
        _libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
        os.write(said, b"x")
        signal.pause()
    os.read(ready, 1)
    open_ = []
    for name in ("mem", "environ", "maps", "fd/0"):
        try:
            with open(f"/proc/{child}/{name}", "rb") as file:
                file.read(1)
            open_.append(name)
        except PermissionError:
            pass
        except OSError:
            open_.append(name)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return ", ".join(open_)


def memory(_host: Any) -> str:
    """Ten gigabytes at once."""
    try:
        return f"{len(bytearray(10 << 30))} bytes"
    except MemoryError:
        return ""


def large_file(_host: Any) -> str:
    """A file larger than allowed, and a folder fuller than allowed."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if soft == resource.RLIM_INFINITY:
        return "no limit"
    block = b"x" * (32 << 20)
    try:
        for number in range(12):
            with open(f"/work/{number}", "wb") as file:
                file.write(block)
    except OSError as error:
        return "" if error.errno == errno.ENOSPC else str(error)
    return "384 MB written"


def uncounted_memory(_host: Any) -> str:
    """Memory that no process is seen to hold: files beside devices, segments, nameless files."""
    open_ = []
    for folder in ("/dev", "/dev/shm"):  # noqa: S108  # inside the box
        try:
            for number in range(3):
                with open(f"{folder}/{number}", "wb") as file:
                    file.write(bytes(32 << 20))
            open_.append(folder)
        except OSError:
            pass
    if _libc.shmget(0, 1 << 20, 0o1600) >= 0:
        open_.append("shmget")
    try:
        os.close(os.memfd_create("x"))
        open_.append("memfd_create")
    except OSError:
        pass
    return ", ".join(open_)


def fork_bomb(_host: Any) -> str:
    """More processes than allowed."""
    children: list[int] = []
    try:
        for _ in range(3000):
            child = os.fork()
            if child == 0:
                os.pause() if hasattr(os, "pause") else sys.stdin.read()
                os._exit(0)
            children.append(child)
    except OSError:
        return ""
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return f"{len(children)} processes"


def leave_behind(_host: Any) -> str:
    """A child that outlives its parent; whether it outlives the box is seen from outside."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", "left"])
        os._exit(0)
    return ""


ATTACKS: list[Callable[[Any], str]] = [
    system_calls,
    socket_families,
    host_files,
    network,
    unix_sockets,
    writing,
    rights,
    other_processes,
    closed_memory,
    memory,
    large_file,
    uncounted_memory,
    fork_bomb,
    leave_behind,
]


def main() -> None:
    """Run every attack and say what came through."""
    host = json.loads(sys.argv[1])
    found: dict[str, str] = {}
    for attack in ATTACKS:
        try:
            found[attack.__name__] = attack(host)
        except Exception as error:  # noqa: BLE001  # an attack that breaks has not been stopped
            found[attack.__name__] = f"{type(error).__name__}: {error}"
    print(json.dumps(found))


if __name__ == "__main__":
    main()
