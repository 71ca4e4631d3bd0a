"""The e-government applications the centre hands over: their versions and the roadmap.

Nouns: application, version, condition. Verbs: register an application, release a version.
Names of applications are data; nothing here knows one.
"""
