"""Who may see this child: verbs, roles, ties, sensitivity; one matrix, one row filter, one page gate."""
