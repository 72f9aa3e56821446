tag remove outils post --yes
