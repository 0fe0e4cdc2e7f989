"""What the window says of a failure: the sentences that the command line uses too."""

from sync.words import GENERAL, Notice, explain, sentences

__all__ = ["GENERAL", "Notice", "explain", "sentences"]
