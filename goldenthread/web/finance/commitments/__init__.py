"""What the caseload commits this year."""
