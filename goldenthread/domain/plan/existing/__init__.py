"""An existing plan, however it was laid out: its sections by their headings, and commitments proposed for a person.

Nothing is invented and nothing is lost: every line of the file stands once in what is found, under a section, as its
heading, or as belonging to none; and every proposed field is a quotation with its place.
"""
