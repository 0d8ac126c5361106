# Les pièces jointes d’une production.
cli-attach = Joint un fichier à une production
cli-attach-file = Le fichier ; 256 Mio au plus
cli-attach-type = Ce que le fichier contient, comme application/pdf ; deviné sinon
cli-attached = Jointe : { $path }
cli-detach = Retire une pièce jointe ; « raccord undo » la rend
cli-detached = Retirée ; « raccord undo » la rend
cli-save-attachment = Écrit une pièce jointe dans un fichier
cli-attachment-id = Identifiant de la pièce jointe, ou son nom
cli-attachment-saved = { $path } : { $bytes } octets
attachment-line = { $name } · { $size } · { $by } · { $here }
attachment-here = ici
attachment-not-here-yet = pas encore ici{ $begun ->
        [yes] {" "}({ $size } reçus)
       *[other] {""}
    }{ $where ->
        [holders] {" "}; elle est sur { $holders }
        [author] {" "}; elle est sur le poste de { $by }
       *[other] {""}
    }{ $room ->
        [none] {" "}; il n’y a pas la place sur ce disque
       *[other] {""}
    }
attachment-size-bytes = { $count } o
attachment-size-kilo = { $count } ko
attachment-size-mega = { $count } Mo
attachment-unknown = Aucune pièce jointe { $id } ici
    .hint = « raccord show attachments » les liste.
attachment-not-here = « { $name } » n’est pas encore entièrement sur ce poste
    .hint = Elle vient quand un poste qui l’a est relié ; « raccord show attachments » dit lequel.
attachment-unreadable = Le fichier { $path } ne se lit pas : { $cause }
    .hint = Vérifiez son nom et ses droits.
attachment-empty = Le fichier { $path } est vide
    .hint = Joignez un fichier qui contient quelque chose.
attachment-too-long = Le fichier { $path } est trop gros : { $most } Mio au plus
    .hint = Joignez sa liste (MHL) plutôt que le média, ou un lien dans une remarque.
attachment-no-room = Il n’y a pas la place pour { $path } sur ce disque : { $needed } Mo, { $free } Mo libres
    .hint = Les plans gardent 256 Mio pour eux. Libérez de la place, puis joignez-le de nouveau.
disk-nearly-full = Il ne reste que { $free } Mo sur ce disque
    .hint = Les plans s’y écrivent encore, les pièces jointes des autres ne viennent plus. Libérez de la place.
attachment-changed = Le fichier { $path } a changé pendant sa lecture
    .hint = Recommencez quand il ne change plus.
attachment-unwritable = La pièce jointe ne s’écrit pas : { $cause }
    .hint = Vérifiez le dossier et la place sur le disque.
attachment-damaged = La pièce jointe gardée ici est abîmée : { $cause }
    .hint = Restaurez une sauvegarde, ou reprenez le fichier d’un autre poste.
attachments-unsound = { $count ->
        [one] 1 pièce jointe gardée ici est abîmée
       *[other] { $count } pièces jointes gardées ici sont abîmées
    }
    .hint = Restaurez une sauvegarde.
attachments-not-here = { $count ->
        [one] 1 pièce jointe n’est pas encore ici
       *[other] { $count } pièces jointes ne sont pas encore ici
    }
audit-why-attachment-wrong = pièce jointe qui n’est pas la bonne
