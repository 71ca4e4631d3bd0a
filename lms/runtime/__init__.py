"""How it all starts: setting up, the embedded services, the group of processes, their health.

Nouns: the state folder, a step of set-up, a supervised process, a check. Verbs: up, down, status,
logs, manage, test. What runs before the environments exist (`__main__`, `account`, `setup` and
what they import) uses the standard library alone, and the system's own Python.
"""
