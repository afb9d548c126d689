"""Money: exact amounts with units that cannot be mixed, and the sums of the high-needs block."""
