"""Simulators: practice twins of the systems officials work with, graded on the trace of steps.

Nouns: engine, scenario and its versions, run (one go), seat, sitting (who sits there), step,
verdict. Verbs: begin, take a step, hand in, begin again before a step, go on with the system as
partner; for trainers build, rehearse, publish.
"""
