"""How good are the forecasts? A page of published figures, open to everyone."""
