publish post --date now
