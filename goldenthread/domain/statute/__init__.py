"""The law as dated, cited data: time limits, the exceptions that disapply them, and whose rights they are."""
