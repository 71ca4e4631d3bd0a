"""The practice rooms as the centre sees them: which run, for whom, who waits, which it closes.

Nouns: a running room, the queue, how both stand now, a room's closing.
"""
