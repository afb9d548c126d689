"""Measures how fast the whole thing is, and writes down what was found and on which machine."""
