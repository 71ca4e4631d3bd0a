"""Grading: the learner's kernel in one box, the author's checks in another, the marks outside.

Nouns: box, kernel, examiner, report, mark. Verbs: grade, regrade, self-test.
"""
