publish post
