"""What the rep sees: windows, Qt models, words and colours. The only place that knows PySide6."""
