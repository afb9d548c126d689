"""Messages that could not be sent, and those that wait for a person."""
