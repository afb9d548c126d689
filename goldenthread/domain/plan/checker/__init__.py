"""Is this plan specific, whole and about one child? Deterministic rules, each with its reason, authority and example.

`check(document)` gives findings; a document is read from text (`text.plan_from_text`) or JSON
(`parts.plan_from_parts`), or built from a plan's own rows. Nothing here decides
anything: a finding is for a person to weigh.
"""
