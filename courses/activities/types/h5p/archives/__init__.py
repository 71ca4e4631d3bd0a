"""Packages as files: read them without trusting them, and write them reproducibly.

Nothing in here touches the database or the request.
"""
