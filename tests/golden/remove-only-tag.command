tag remove wiki post --yes
