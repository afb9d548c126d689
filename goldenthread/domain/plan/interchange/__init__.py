"""A plan as JSON that any system can read: `format` "goldenthread-plan", `version` 1.

`form` says what it may hold, field by field, with what each is in the SEN2 return and in regulation 12; `reading` reads
it with every error located; `making` makes it; `texts` turns it into text and back; `schema` is the same as a JSON
Schema, shipped as `plan.schema.json`. What is read and written again is the same, value for value.
"""
