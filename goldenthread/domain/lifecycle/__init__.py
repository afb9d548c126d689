"""What may follow what in each process, whose turn it is, and where a case stands."""
