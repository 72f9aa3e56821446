tag remove rse post --yes
