"""How claims are decided: pure functions of records, the same on the laptop and at the centre."""
