tag add WIKI post --yes
