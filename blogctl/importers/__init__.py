"""Other people's exports, read into documents."""
