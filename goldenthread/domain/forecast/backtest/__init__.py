"""How good the forecasts are: made again from each past January as it was known then, held against what came."""
