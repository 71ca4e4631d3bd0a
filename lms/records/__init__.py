"""What happened: statements, the one door `record()`, its subscribers, and replay.

A statement is xAPI in shape (actor, verb, object, result, context, timestamp, stored). It is
written once and never changed; everything else is worked out from statements.
"""
