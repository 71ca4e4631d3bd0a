"""Effects that leave the transaction: a PDF, a badge, a mail, a call to the hub.

An effect is a row written in the transaction that causes it, so it exists exactly when its
cause does. A taker claims due rows with `SKIP LOCKED` and runs the handler of their kind;
Celery only wakes the taker. Handlers must be idempotent: an effect whose taker dies between
doing and committing is done again.
"""
