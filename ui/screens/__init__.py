"""One package per workspace; they meet only through commands."""
