"""Files that hang on a record, wherever it is shown."""
