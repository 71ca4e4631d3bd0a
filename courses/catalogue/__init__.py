"""The catalogue: what can be learned, written and reviewed in Wagtail.

Nouns: index, course, module, lesson, block, category of content, source document.
Verbs: look for, submit for review, publish.
"""
