"""Signing of badges: pure, without tables and without a network.

Nouns: key, proof, token, status list, DID document. Contexts are read from this repository
only; a document whose terms a context does not know is refused, not signed with holes.
"""
