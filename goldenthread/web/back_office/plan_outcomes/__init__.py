"""What outcomes of plans are tagged with here."""
