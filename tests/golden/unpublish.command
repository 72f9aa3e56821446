unpublish post --yes
