"""Files: labs whose answer is a spreadsheet or a document made on the office PC.

Nouns: file lab, start file, drawn input, check, checker. Verbs: publish, draw, hand in.
"""
