"""Every URL of the resolver × every role × own, foreign and random objects.

`table.toml` says what each answers; `objects.py` makes the objects that URLs name. A new URL
fails until it is listed.
"""
