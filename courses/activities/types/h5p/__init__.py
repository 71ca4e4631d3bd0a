"""H5P: interactive content, imported as packages, played in a sandbox, marked by the server.

Nouns: library (one version of some content type's code), package (one immutable content with
the libraries it plays with), upload (a file that somebody handed in). Verbs: inspect, import,
approve, play, mark.
"""
