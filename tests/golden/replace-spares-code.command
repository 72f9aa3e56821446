replace wiki Wiki post --yes
