"""What a learner does inside a lesson: the one protocol, its registry, and the rows.

Nouns: activity, its versions, a learner's participation (which version, where they stopped),
message, outcome. Verbs: publish, retire, receive.
"""
