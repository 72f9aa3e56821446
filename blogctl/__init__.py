"""blogctl, the command line that looks after a Markdown blog."""

__version__ = "0.1.0"
