"""Places commissioned against need: for commissioners, finance, the board and managers."""
