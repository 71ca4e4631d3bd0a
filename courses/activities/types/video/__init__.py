"""A video of our own: captions, a text beside it, and done when most of it was watched.

Messages: watched (which parts, and where one stopped), read (the text instead).
"""
