tag add rse post --yes
