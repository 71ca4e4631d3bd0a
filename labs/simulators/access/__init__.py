"""Accounts and shared folders put in order: passwords, second factors, rights by duty.

Nouns: account, folder, duty, right, link. Verbs: choose, protect, grant, revoke, close.
"""
