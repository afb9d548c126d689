"""The parts every page is made of. Nothing here knows a child."""
