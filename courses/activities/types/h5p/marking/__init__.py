"""Marking: from a content's parameters and a learner's response to points, on the server.

Pure functions. What the frame says about points is never a source for types listed in
`markers.MARKERS`; it is only compared.
"""
