"""Rules about a plan's text: what stops a draft or a final plan from being sent, and what a family has not seen."""
