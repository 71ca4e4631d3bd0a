"""The courses of the demonstration, written for this product, and the learning shown in it.

Nouns: course, module, lesson, block, question (as written in the files here). Verbs: read the
files, write and publish the pages, let the demonstration accounts learn. A lesson is one Markdown
file; what Markdown lacks stands between `:::kind argument` and `:::` (see `reading`). A course's
facts, and the order of its modules and lessons, are in its `course.json`.
"""
