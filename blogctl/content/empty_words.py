"""Words that say nothing of what a text is about: in a blog of few posts no count tells."""

_LISTED = {
    "en": """
        about after again all also always and any are back because been before being between
        both but came can come could did does doing done don down each even ever every few first
        for from get gets give goes going got had has have having her here him his how into its
        just keep know last less let like little long made make makes many may might more most
        much must need never new next not nothing now off often old once one only other our out
        over own per put rather really same say says see seen set she should since some
        something still such take than that the their them then there these they thing things
        this those though three through time today too took two under until upon use used using
        very want was way well were what when where which while who why will with without would
        year years yet you your
    """,
    "fr": """
        abord ainsi alors après assez aucun aucune aussi autant autre autres avant avec avoir
        avait beaucoup bien bon car cela celle celles celui cependant certains ces cet cette
        ceux chacun chaque chez ici combien comme comment contre dans depuis dernier dernière
        des deux devant dire dit doit donc dont elle elles encore enfin entre est était être eux
        faire fait fallait faudrait faut fois font ils jamais jour jours jusqu les leur leurs
        lors lorsque lui mais mal même mêmes mettre mieux moins mois mon nos notre nous ont ou
        par parce parfois pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi
        pourtant pouvoir premier première près presque puis quand quatre que quel quelle quelque
        quelques qui quoi reste rien sans sauf savoir ses seul seule seulement soit son sont
        souvent sous sur surtout tant tel telle temps toujours tous tout toute toutes trop très
        trois une vers voici voilà voir vos votre vous vrai vraiment
    """,
    "de": """
        aber alle als auch auf aus bei beim das dass dem den der die dies diese dieser doch ein
        eine einem einen einer eines für haben hat hier ich ihr immer ist jede kann kein können
        man mehr mit nach nicht noch nur oder ohne schon sehr sein sich sie sind über und uns
        unter vom von vor war wenn werden wie wir wird zum zur also des im in
    """,
    "es": """
        ahora antes así aunque cada como con cual cuando del desde donde ella ellos era eso esta
        este esto estos hace hasta las los más mejor mucho muy nada otra otro para pero poco por
        porque puede quien sea ser sin sobre sus también tan tiene todo todos una unos des son
        que
    """,
}
# By language, as a search tells them apart.
EMPTY = {language: frozenset(words.split()) for language, words in _LISTED.items()}
