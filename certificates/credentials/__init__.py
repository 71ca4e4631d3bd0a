"""The papers: what is issued, numbered, signed, checked and revoked.

Nouns: document type, definition, credential, register, event, artefact, signing key. Verbs:
issue, revoke, suspend, reinstate, render. The content of a credential is frozen at issue; the
register has no gap; the PDF and the badges are made from the frozen content by effects.
"""
