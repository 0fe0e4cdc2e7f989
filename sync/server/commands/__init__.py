"""The commands of routebook-server: one module for each group of them."""
