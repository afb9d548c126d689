"""A made-up partnership, Wrenbury and Marle: its people, its cast, and the published figures it is calibrated to."""
