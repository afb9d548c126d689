"""What changed between two versions of a plan, in words a family understands, with nothing left out.

`compare.changes_between(old, new)` gives the changes; `said.sentences(change)` says one in words. Applying the changes
to the old version gives the new one word for word (`compare.applied`), so that no change can go unsaid.
"""
