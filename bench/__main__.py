"""`python -m bench [name …]`: measure, print the table, write the JSON."""

import argparse
import importlib
import logging
import pkgutil

import django

django.setup()

from django.conf import settings  # noqa: E402  # the rows need Django set up

from bench import harness, rows  # noqa: E402  # as above


def main() -> None:
    """Run the measurements named, or all of them."""
    logging.disable(logging.INFO)
    for module in pkgutil.iter_modules(rows.__path__):
        importlib.import_module(f"bench.rows.{module.name}")
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", nargs="*", choices=[[], *harness.names()])
    chosen = parser.parse_args().names or harness.names()
    print(f"{'row':<24}{'value':>12}{'baseline':>12}{'ratio':>7}  {'unit':<22}aim")
    result = []
    for name in chosen:
        for row in harness.run(name):
            print(harness.line(row), flush=True)
            result.append(row)
    path = settings.STATE_DIR / "bench" / "bench.json"
    harness.write(result, path)
    machine = harness.machine()
    print(f"{machine['cores']} cores, load {machine['load']}; written to {path}")


main()
