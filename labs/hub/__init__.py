"""The hub: JupyterHub's REST API, and the site as its sign-on provider.

Nouns: person's server, home, file. Verbs: start, stop, put, fetch, sign on.
"""
