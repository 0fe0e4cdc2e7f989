"""The laptop's encrypted store: tables, transactions, search, and its end of the protocol."""
