"""The centre: one sequence of commits that every laptop follows."""
