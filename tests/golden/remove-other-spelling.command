tag remove ecriture post --yes
