"""What reads a learner's file: run in the box, without the site; imports itself and openpyxl.

It is given a job as JSON and answers in JSON: codes and facts, never sentences.
"""
