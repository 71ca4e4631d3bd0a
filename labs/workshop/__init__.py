"""The author's workshop: a lab looked at and tried before any learner meets it.

Nouns: trial, remark. Verbs: try the author's solution, try as a learner.
"""
