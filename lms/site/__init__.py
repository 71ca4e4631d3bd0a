"""The shell: home, navigation, search, each role's dashboard, pages for errors.

Nouns: page, entry, next step, figure. It reads every component and is read by none.
"""
