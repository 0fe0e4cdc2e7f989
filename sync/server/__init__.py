"""The centre: a server with one totally ordered log of commits, which every laptop follows."""
