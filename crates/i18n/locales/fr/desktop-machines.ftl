# L’écran des postes et accès, et ce que la fenêtre dit des autres postes.
desktop-machines-alone = Ce poste seul
desktop-machines-alone-hint = Aucun autre poste. Invitez-en un : il recevra ce que son rôle peut voir, sans serveur.
desktop-machines-nobody = Aucun poste relié
desktop-machines-no-network = Réseau indisponible
desktop-machines-up-to-date = { $machines } postes · à jour
desktop-machines-exchanging = { $machines } postes · { $count ->
        [one] 1 modification à échanger
       *[other] { $count } modifications à échanger
    }
desktop-machines-kept-on = Gardé ici · sur { $machines } postes
desktop-machines-merged = Dernière fusion { $time } · « { $machine } » ({ $count ->
        [one] +1 modification
       *[other] +{ $count } modifications
    })
desktop-machines-remark = « { $facility } » · aucun serveur · { $machines ->
        [one] 1 poste
       *[other] { $machines } postes
    }
desktop-machines-list = Postes
desktop-machines-machine = Poste
desktop-machines-person = Personne
desktop-machines-role = Rôle
desktop-machines-link = Liaison
desktop-machines-waits = En attente
desktop-machines-seen = Vu
desktop-machines-now = maintenant
desktop-machines-you = { $name } (vous)
desktop-machines-spoken = { $machine }, { $person }, { $role }, { $link }, en attente : { $waits }, vu : { $seen }
desktop-machines-who-sees-what = Qui voit quoi
desktop-machines-class-plan = Planning
desktop-machines-class-desk = Bons
desktop-machines-class-commercial = Devis, marges
desktop-machines-class-pay = Paie
desktop-machines-class-publications = Publié
desktop-machines-class-catalogue = Catalogue
desktop-machines-writes = modifie
desktop-machines-reads = lit
desktop-machines-reads-writes-own = lit + les siens
desktop-machines-own = les siens
desktop-machines-reads-own = lit les siens
desktop-machines-invite = Inviter un poste
desktop-machines-admin-invites = Seul le poste d’un administrateur invite
desktop-machines-new-person = une personne nouvelle
desktop-machines-scope = Productions
desktop-machines-scope-whole = Aucune cochée : tout l’établissement
desktop-machines-client-scope = Un client est invité pour des productions précises : cochez-les
desktop-machines-good-for = Valable
desktop-machines-make-ticket = Faire l’invitation
desktop-machines-ticket = Invitation
desktop-machines-ticket-for = { $role } · jusqu’au { $until }
desktop-machines-ticket-how = Sur l’autre poste : ouvrez Raccord, « Rejoindre un établissement », et collez ce texte (ou photographiez le code). Les deux écrans montreront alors un code à comparer. Une invitation sert une seule fois.
desktop-machines-copy = Copier le texte
desktop-machines-open-tickets = Invitations en cours
desktop-machines-withdraw = Retirer
desktop-machines-visit = Un poste se présente
desktop-machines-visitor = « { $machine } » { $name } · { $role }
desktop-machines-compare = Les deux écrans montrent-ils le même code ? Comparez-le de vive voix.
desktop-machines-same = Le même code
desktop-machines-different = Pas le même
desktop-machines-dialling = Appel du poste qui invite…
desktop-machines-waiting = En attente de l’autre écran…
desktop-machines-join = Rejoindre un établissement
desktop-machines-join-what = Vous avez reçu une invitation ? Ce poste rejoint les autres, et reçoit ce que vous pouvez voir.
desktop-machines-until = jusqu’au { $date }
desktop-machines-device-key = Clé : { $key }
desktop-machines-addresses = Joignable à : { $addresses }
desktop-machines-revoke = Révoquer ce poste…
desktop-machines-revoke-what = Pour toujours : ce poste ne sera plus reçu. Ce qu’il a écrit jusqu’ici reste ; ce qu’il écrira ensuite sera mis de côté. Ce qu’il a déjà reçu, il le garde.
desktop-machines-looks-at = Regarde en ce moment : { $place }
desktop-machines-revoke-sure = Révoquer
desktop-machines-keep = Garder
desktop-machines-root-key = Clé de l’établissement
desktop-machines-root-key-what = 24 mots à recopier sur papier et à garder sous clé : ils nomment les administrateurs et sauvent l’établissement si tout est perdu. Ce poste les garde jusqu’à ce que ce soit fait.
desktop-machines-root-key-show = Montrer les mots
desktop-machines-root-key-hide = Cacher
desktop-machines-root-key-written = Ils sont recopiés
desktop-machines-aside = Mis de côté
desktop-machines-aside-from = { $machine } · { $count ->
        [one] 1 modification
       *[other] { $count } modifications
    }
desktop-machines-aside-adopt = Reprendre à mon compte
desktop-machines-aside-adopt-what = Écrit la même chose en votre nom, là où rien n’a été écrit depuis. S’annule comme toute commande.
desktop-machines-aside-adopted = Repris ici
desktop-machines-backup-ask = Sauvegarder…
desktop-machines-backup = Sauvegarder
desktop-machines-backup-what = Tout ce que ce poste garde, dans un fichier verrouillé par une phrase secrète. Sans elle, personne ne l’ouvre, vous non plus : notez-la ailleurs. Essayez la sauvegarde avec « raccord verify-backup ».
desktop-machines-passphrase = Phrase secrète
desktop-machines-passphrase-again = Encore une fois
desktop-machines-passphrase-short = Dix caractères au moins ; plusieurs mots valent mieux qu’un
desktop-machines-passphrase-differs = Les deux ne sont pas les mêmes
desktop-machines-backup-place = Choisir le fichier…
desktop-machines-routine = Sauvegardes
desktop-machines-routine-what = Chaque heure où quelque chose a changé, et à la fermeture, dans { $folder }. Sont gardées les dernières de 24 heures, 7 jours et 8 semaines.
desktop-machines-routine-last = Dernière : { $at }
desktop-machines-routine-stop = Ne plus sauvegarder
desktop-machines-routine-begin = Chaque heure, dans un dossier…
desktop-machines-backed-up = Sauvegardé : { $documents } documents, { $changes } modifications
desktop-machines-audit = Journal des accès
desktop-machines-audit-more = Tout le journal
desktop-machines-audit-less = Les dernières lignes
