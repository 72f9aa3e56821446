"""What runs other programs: the editor, and later the generators and the deploy."""
