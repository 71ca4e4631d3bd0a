"""A mailbox with honest and dishonest mails, graded on what was done with each.

Nouns: mail, sign, moment. Verbs: look, follow, answer, report, delete, pass on, call.
"""
