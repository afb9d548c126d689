"""Check a plan's words: pages for anyone, on which nothing typed is kept."""
