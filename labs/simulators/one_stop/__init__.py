"""The practice twin of a one-stop system: dossiers of invented people, from counter to result.

Nouns: procedure (papers, legal time, fee, who decides, what each rests on), dossier and its papers,
trap, unit, clock in working days. Verbs: check, look up, ask for a supplement, refuse, accept with
an appointment, collect the fee, digitise, forward, examine, conclude, sign, send back, return, go
on to the next working day. Procedures, units, rules, the calendar and the system's words are files
under `data/`.
"""
