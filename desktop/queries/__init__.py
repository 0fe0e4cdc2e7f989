"""What screens show: frozen rows, plain SQL, one statement a question; only live records."""
