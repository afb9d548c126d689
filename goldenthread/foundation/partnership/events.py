"""The journal entries about the partnership's settings."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(journal.Kind("partnership.services_set", "changed the services that letters name"))
journal.register(journal.Kind("partnership.checker_tuned", "changed how the plan checker weighs its rules"))
journal.register(journal.Kind("partnership.outcomes_changed", "changed what outcomes of plans are tagged with"))
