"""The index: a disposable copy of what the posts say, in SQLite, that answers queries."""

from blogctl.storage.index.index import Index, Problem
from blogctl.storage.index.marks import marks_of
from blogctl.storage.index.updating import Reader

__all__ = ["Index", "Problem", "Reader", "marks_of"]
