"""The partnership's money: the high-needs block, unit costs, opportunities, what the caseload commits."""
