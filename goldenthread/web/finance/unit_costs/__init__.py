"""Unit costs: local prices and national rates."""
