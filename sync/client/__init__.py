"""The laptop's line to the centre."""
