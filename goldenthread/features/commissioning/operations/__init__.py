"""What writes commissioning's tables."""
