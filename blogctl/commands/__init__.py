"""What you can ask: one file per command."""
