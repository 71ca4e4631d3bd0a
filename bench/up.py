"""Start the site with its services in a state folder whose environments are already set up.

What `make up` does, without installing anything and without the hub: run by `bench.platform`.
"""

from lms.env import load
from lms.runtime import commands, parts, setup
from lms.runtime.state import State
from lms.runtime.supervisor import Supervisor


def main() -> None:
    """Run until asked to stop."""
    env = load()
    state = State(env.STATE_DIR.absolute())
    state.prepare()
    with Supervisor(state) as supervisor, commands.databases(state, env, supervisor):
        setup.prepare_database(state, env)
        site = (parts.web(state, env), parts.worker(state, env), parts.beat(state))
        supervisor.start("Web server, worker, beat", *site)
        supervisor.run()


main()
