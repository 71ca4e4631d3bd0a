"""Where people serve: units with dated lineage, positions, and the roles granted there.

Nouns: unit, position, assignment, role grant. Verbs: open a unit, assign, grant.
"""
