tag add rse,wiki post --yes
