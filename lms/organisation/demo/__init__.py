"""A made-up province to look at: real structure, invented names.

Nouns: unit, lineage, position, post, person, account, scale. Only facts: nothing is written here.
Tỉnh Lam Sơn (minh họa) does not exist. It has the shape of a real province after the changes of
2025: departments as after 01/03/2025, 147 communes and 19 wards since 01/07/2025 with a public
administration service centre in each, and 27 district units that ended on 30/06/2025 and handed
their tasks to the communes. Names of communes are put together from common syllables and may by
chance be the name of a place elsewhere. People carry the mark "(mẫu)", a staff code DEMO-… and an
address at example.vn; the same seed gives the same people every time.
"""
