"""Phases of the roadmap: planned, reviewed, closed only when each lesson learned has an owner.

Nouns: phase, lesson learned. Verbs: open a phase, draw a lesson, close a phase.
"""
