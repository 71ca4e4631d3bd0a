"""What is handed to a new process by descriptor, so that it stands in no command line."""

import os


def memory_file(content: bytes) -> int:
    """A file without a name that holds `content`."""
    descriptor = os.memfd_create("box", 0)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def pipe(content: bytes) -> int:
    """The end from which `content` is read once."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading
