"""The practice rooms as the centre sees them: which run, for whom, and who waits.

Nouns: a running room, the queue, how both stand now.
"""
