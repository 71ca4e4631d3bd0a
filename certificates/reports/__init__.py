"""What HR, heads and auditors read.

Nouns: standing (one person against one competency), summary (a unit with all below it), matrix,
learning record. Verbs: recount. Reads only, but for the summary, which is kept in the
transaction that changes an award and always equals a recount.
"""
