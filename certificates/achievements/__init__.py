"""What people have shown that they can do.

Nouns: rule, award, kind of evidence, trust. Verbs: award. A rule says which course result gives
which competency at which level; the award follows from statements alone and replay rebuilds it.
"""
