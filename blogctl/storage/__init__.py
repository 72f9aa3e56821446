"""Where a blog is kept: its files, its settings, its lock."""
