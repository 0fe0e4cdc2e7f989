"""The parts every screen is built from, painted from the theme's tokens."""
