tag add no,1.10,c# post --yes
