update post --set weight=12 --set cover.alt=Table --set toc=true --add tags=vie --unset title --yes
