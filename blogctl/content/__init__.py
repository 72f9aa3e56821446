"""What a blog is made of. Pure: no files, no clock, no terminal."""
