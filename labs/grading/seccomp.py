"""The system calls that boxed code may not make, as a BPF program for bubblewrap.

A deny-list: what a notebook needs is too wide to list, what breaks out of a user namespace is
not. The program is made by the system's libseccomp, for this machine's architecture.
"""

import ctypes
import ctypes.util
import errno
import os
from functools import cache

from django.utils.translation import gettext as _

from labs.grading.errors import SandboxMissing

_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_EQUAL, _MASKED_EQUAL = 4, 7
_CLONE_NEWUSER = 0x10000000

_DENIED = [
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "keyctl", "add_key",
    "request_key", "perf_event_open", "userfaultfd", "ptrace", "process_vm_readv",
    "process_vm_writev", "pidfd_getfd", "kcmp", "mount", "umount2", "pivot_root", "move_mount",
    "open_tree", "fsopen", "fsmount", "fsconfig", "fspick", "mount_setattr", "unshare", "setns",
    "chroot", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load",
    "name_to_handle_at", "open_by_handle_at", "quotactl", "acct", "swapon", "swapoff", "reboot",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "syslog", "personality",
    "move_pages", "migrate_pages", "vmsplice", "lookup_dcookie", "nfsservctl",
    # Memory that no process is seen to hold, and that no limit counts.
    "memfd_create", "memfd_secret", "shmget",
]  # fmt: skip
_DENIED_FAMILIES = (17, 38, 40)  # AF_PACKET, AF_ALG, AF_VSOCK


class _Comparison(ctypes.Structure):
    """libseccomp's `struct scmp_arg_cmp`."""

    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    )


@cache
def program() -> bytes:
    """The filter as bubblewrap's `--seccomp` reads it; `SandboxMissing` without libseccomp."""
    library = _library()
    context = library.seccomp_init(_ALLOW)
    if not context:
        raise SandboxMissing(_("libseccomp does not work on this machine."))
    try:
        _deny_all(library, context)
        return _export(library, context)
    finally:
        library.seccomp_release(ctypes.c_void_p(context))


def filter_file() -> int:
    """A descriptor from which bubblewrap reads the filter; the caller closes it."""
    descriptor = os.memfd_create("lab.bpf", 0)
    os.write(descriptor, program())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("seccomp")
    if name is None:
        raise SandboxMissing(_("libseccomp is missing: install the package libseccomp2."))
    library = ctypes.CDLL(name)
    library.seccomp_init.restype = ctypes.c_void_p
    return library


def _deny_all(library: ctypes.CDLL, context: int) -> None:
    for name in _DENIED:
        _deny(library, context, name, errno.EPERM)
    _deny(library, context, "clone3", errno.ENOSYS)
    flag = _Comparison(0, _MASKED_EQUAL, _CLONE_NEWUSER, _CLONE_NEWUSER)
    _deny(library, context, "clone", errno.EPERM, flag)
    for family in _DENIED_FAMILIES:
        _deny(library, context, "socket", errno.EPERM, _Comparison(0, _EQUAL, family, 0))


def _deny(library: ctypes.CDLL, context: int, name: str, code: int, *when: _Comparison) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number < 0:
        return  # this architecture has no such call
    conditions = (_Comparison * len(when))(*when)
    failed = library.seccomp_rule_add_array(
        ctypes.c_void_p(context), _ERRNO | code, number, len(when), conditions
    )
    if failed:
        raise SandboxMissing(_("libseccomp refuses a rule of the filter."))


def _export(library: ctypes.CDLL, context: int) -> bytes:
    descriptor = os.memfd_create("filter", 0)
    try:
        if library.seccomp_export_bpf(ctypes.c_void_p(context), descriptor):
            raise SandboxMissing(_("libseccomp cannot write the filter."))
        return os.pread(descriptor, 1 << 20, 0)
    finally:
        os.close(descriptor)
