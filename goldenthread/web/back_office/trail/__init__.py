"""Emergency access notices, and what somebody did and opened, for the data protection officer."""
