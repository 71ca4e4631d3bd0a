"""Part of `make check`: every sentence is translated, once, and none is fuzzy or left over."""

import sys

from lms.runtime import messages
from lms.runtime.catalogues import complaints

if __name__ == "__main__":
    problems = messages.conflicts(messages.sources()) + complaints()
    sys.stdout.write("".join(f"{line}\n" for line in problems))
    sys.exit(bool(problems))
