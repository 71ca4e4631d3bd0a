"""A quiz: attempts, answers saved one by one, marked on the server when handed in.

Nouns: question, option, attempt, answer. Messages: start, save, submit.
"""
