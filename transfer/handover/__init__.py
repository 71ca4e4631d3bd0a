"""The transfer of one application version into one unit.

A handover is planned by the centre, becomes ready when the unit meets every condition of the
application, and is accepted by the head of the unit, who thereby takes over. Readiness is worked
out from today's facts, never stored; what was true at acceptance is frozen in the record.
"""
