"""What people should be able to do.

Nouns: framework, competency, level, position requirement. Verbs: load a framework, require a
competency of a position, stop requiring it. Frameworks are data with their source and how
certain it is; a requirement is dated, so that a report for a past day stays true.
"""
