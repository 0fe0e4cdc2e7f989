"""Qt models: what a view shows, a page at a time."""
