"""The laptop's connections to the centre and to branch hubs."""
