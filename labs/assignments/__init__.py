"""Assignments: a lab's versions, and what learners hand in.

Nouns: lab, version, master notebook, learner's notebook, attempt. Verbs: upload, hand in.
"""
