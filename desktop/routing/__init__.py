"""Orders worked out by search: a day's stops, and the fixed routes of four weeks."""
