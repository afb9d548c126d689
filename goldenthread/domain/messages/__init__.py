"""What a message says: what has happened, what is happening now, who has it, why it is late, what comes next."""
