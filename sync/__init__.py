"""How copies agree: facts append, cards merge, claims are ruled."""
