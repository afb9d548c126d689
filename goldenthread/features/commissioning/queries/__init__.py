"""What reads commissioning's tables, and counts the caseload against them."""
