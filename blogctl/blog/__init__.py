"""The door to a blog: find posts, plan changes, apply them."""

from blogctl.blog.blog import Blog, Problem, apply

__all__ = ["Blog", "Problem", "apply"]
