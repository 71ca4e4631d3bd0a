"""A runtime for XBlocks on PostgreSQL: one block of one activity, for one learner, at a time.

Nouns: usage (a block placed in a lesson, at one version), field row, event. Verbs: render,
handle, publish. What a block publishes comes back as events, from which the activity's type
builds statements; a block never writes a record itself.
"""
