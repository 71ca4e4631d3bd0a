"""Measured figures: each row beside a baseline of the same run, medians of several rounds.

`make bench` prints a table and writes `bench.json` into the state folder. CPU time is the unit
that holds on a shared machine; a ratio to the baseline is what may be quoted.
"""
