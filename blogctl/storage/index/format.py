"""Where the index of a blog is kept, known without loading it."""

# Another version of blogctl, with other tables, has a file of its own.
FORMAT = 2
NAME = f"index-{FORMAT}.sqlite"
CACHE = "cache"
# A small blog is read each time: that is as quick, and leaves nothing behind.
FEW = 100
