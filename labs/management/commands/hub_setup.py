"""`manage.py hub_setup`: what must be in place before the hub starts; safe to repeat.

Registers the hub at the site as sign-on client (its secret is `HUB_CLIENT_SECRET`), tests the
sandbox, and writes `STATE_DIR/hub/sandbox.json` and, only when every attack was stopped,
`STATE_DIR/hub/lab.bpf`, without which the hub starts no server. Run it as the account that will
run the hub, with the services up:

    python manage.py hub_setup            # about 4 s the first time, at once afterwards
    python -m jupyterhub -f jupyter/jupyterhub_config.py      # in the hub's environment

The variables of the second command stand at the head of `jupyter/jupyterhub_config.py`.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from labs.grading.selftest import check_and_keep
from labs.hub.sign_on import register_hub


class Command(BaseCommand):
    """Succeeds where labs cannot run too: the rest of the platform works without them."""

    help = "Register the hub at the site and test the sandbox; run before the hub starts."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again` repeats a self-test that was passed."""
        parser.add_argument("--again", action="store_true", help="Repeat the self-test.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Register, test, say what is missing."""
        register_hub()
        problem = check_and_keep(again=options["again"])
        if problem:
            self.stderr.write(f"Labs stay shut: {problem}")
        else:
            self.stdout.write("Labs are ready.")
