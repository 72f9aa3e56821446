"""The door to a blog: find posts, plan changes, apply them."""

from blogctl.blog.applying import apply
from blogctl.blog.blog import Blog
from blogctl.storage.index import Problem
from blogctl.storage.journal import Record

__all__ = ["Blog", "Problem", "Record", "apply"]
