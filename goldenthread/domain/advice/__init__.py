"""Advice for an assessment: who gives it, what it holds, whether it is specific enough, who is reminded when."""
