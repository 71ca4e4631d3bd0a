"""Sheets: a spreadsheet lab worked on in the browser, a person's draft of what is handed in.

Nouns: draft, cell, edit, look. Verbs: open, edit, undo, redo, set aside, take up, work out.
"""
