"""The journal entries access may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("role.granted", "gave somebody a role"),
    journal.Kind("role.ended", "ended somebody's role"),
    journal.Kind("emergency_access.taken", "opened this record in an emergency"),
    journal.Kind("emergency_access.ended", "ended emergency access early"),
    journal.Kind("emergency_access.reviewed", "reviewed an emergency access"),
    journal.Kind("account.made", "made an account"),
    journal.Kind("account.signed_in", "signed in"),
    journal.Kind("account.signed_out_everywhere", "signed out of every device"),
    journal.Kind("account.stepped_into", "stepped into a member of the demonstration's cast"),
)
