"""Money and forecasts, for finance officers, commissioners, the Schools Forum and the board."""
