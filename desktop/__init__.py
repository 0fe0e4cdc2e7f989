"""The application without a screen: what a rep does."""
