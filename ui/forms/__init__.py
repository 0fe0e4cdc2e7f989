"""Forms drawn from their definitions, and the words for amounts, days and times."""
