replace wiki Wiki post --in summary,tags --yes
