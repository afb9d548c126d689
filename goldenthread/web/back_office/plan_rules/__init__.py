"""How the plan checker weighs its rules here."""
