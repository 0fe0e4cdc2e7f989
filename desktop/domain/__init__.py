"""What a rep talks about: rules that need only the standard library."""
