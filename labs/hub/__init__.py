"""The hub: JupyterHub's REST API, and the site as its sign-on provider.

Nouns: a person's server, home, file; their room, and their place in the queue for one.
Verbs: ask, look, restart, stop, put, fetch, sign on.
"""
