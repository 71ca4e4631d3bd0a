"""Submissions: the trainer's view of what learners handed in, and what a trainer does about it.

Nouns: submission, mark by hand, regrade, decision, likeness. Verbs: look, give points, take back,
regrade, cancel, accept, keep, undo, compare.
"""
