"""The index: a disposable copy of what the posts say, in SQLite, that answers queries."""
