"""What runs inside the boxes, under the labs' Python: standard library and what it imports late.

These files are shown to boxed code; they hold no secret. `kernel_start` and `answers` run with
the learner; `examiner` with the author's checks, which have a `desk` of names and a `line` to the
learner. `values` is what the two sides say to each other.
"""
