"""The door to a blog: find posts, plan changes, apply them."""
