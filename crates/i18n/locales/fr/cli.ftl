# La ligne de commande.

cli-about = Raccord : le bureau de la postproduction. Sans sous-commande, la fenêtre s’ouvre.
cli-after-help = « raccord help COMMANDE » montre un exemple ; « raccord help commands » liste ce que « apply » comprend.
cli-store = Dossier des données (par défaut : celui du système)
cli-lang = Langue des réponses
cli-json = Une valeur JSON sur la sortie standard, rien d’autre
cli-production = Identifiant ou titre d’une production
cli-from = Premier jour (AAAA-MM-JJ)
cli-to = Dernier jour (AAAA-MM-JJ)
cli-init = Crée un établissement sur ce poste
cli-init-facility = Nom de l’établissement
cli-init-person = Votre nom
cli-demo = Crée l’établissement de démonstration et l’ouvre dans la fenêtre
cli-demo-headless = Sans fenêtre : joue la semaine écrite d’avance et dit ce qui se passe
cli-demo-weeks = Semaines d’histoire
cli-demo-seed = Graine : la même donne la même démonstration
cli-demo-today = Lundi de la semaine jouée (AAAA-MM-JJ)
cli-status = Ce poste et ses documents
cli-show = Montre les productions, un plan, les salles, les conflits…
cli-show-subject = Ce qu’il faut montrer
cli-show-id = L’enregistrement dont on veut l’histoire
cli-show-at = Tel que c’était à ce moment (RFC 3339)
cli-show-task = Pour « free » : qui peut faire cette tâche, par identifiant ou par nom
cli-apply = Exécute des commandes, un objet JSON par ligne
cli-apply-file = Fichier de commandes, ou « - » pour l’entrée standard
cli-undo = Annule sa dernière commande
cli-redo = Rétablit ce qui vient d’être annulé
cli-import = Reprend des fichiers : MS Project XML, XLSX, CSV, iCalendar
cli-import-into = Production qui reçoit (sinon une nouvelle)
cli-import-as = Format, si le nom ne le dit pas
cli-import-map = Fichier JSON : titre de colonne → champ
cli-import-dry-run = Lit et dit ce qui serait repris, sans rien changer
cli-export = Écrit un fichier : plan, semaines, feuilles de porte, agenda…
cli-export-what = Ce qu’il faut écrire
cli-export-format = pdf, xlsx, mspdi ou ics
cli-export-to = Fichier à écrire
cli-export-person = Personne dont on veut l’agenda ou la feuille
cli-export-publication = Publication voulue ; sinon la dernière de la production
cli-export-room = Salle dont on veut l’agenda
cli-doctor = Vérifie les données et dit ce qui ne va pas
cli-help = Aide et exemples
cli-help-topic = Une commande, ou « commands »

cli-hint = Que faire : { $hint }
cli-created = Établissement « { $facility } » créé dans { $path }
cli-applied = Fait ({ $count ->
        [one] 1 commande
       *[other] { $count } commandes
    }), révision { $revision }
cli-undone = Annulé : { $what }
cli-redone = Rétabli : { $what }
cli-exported = { $path } : { $bytes } octets
cli-imported = { $file } ({ $format }) : { $records }
cli-dry-run = Essai à blanc : rien n’a été changé
cli-opened-read-only = Lecture seule : { $reason }
cli-nothing = Rien à montrer
cli-file-unreadable = « { $path } » ne se lit pas : { $cause }
    .hint = Vérifiez le nom et les droits du fichier.
cli-file-unwritable = « { $path } » ne s’écrit pas : { $cause }
    .hint = Choisissez un autre nom ou un autre dossier.
cli-ambiguous-production = « { $name } » désigne plusieurs productions
    .hint = Donnez l’identifiant : { $ids }.
cli-unknown-production = Aucune production ne s’appelle « { $name } »
    .hint = « raccord show productions » donne la liste.
cli-unknown-resource = Personne ni salle ne s’appelle « { $name } »
    .hint = « raccord show rooms » et « raccord show people » donnent la liste.
cli-production-needed = De quelle production s’agit-il ?
    .hint = Ajoutez --production TITRE ou --production ID.
cli-subject-needed = De qui, ou de quelle salle, s’agit-il ?
    .hint = Ajoutez --person ID ou --room ID.
cli-replan = Propose des solutions à ce qui arrive : retard, absence, dépassement, livraison déplacée…
cli-replan-event = Ce qui arrive
cli-replan-production = La production, par identifiant ou par titre
cli-replan-task = La tâche, par identifiant ou par nom ; plusieurs pour « relock »
cli-replan-episode = L’épisode dont la livraison bouge
cli-replan-resource = La personne, la salle ou l’appareil
cli-replan-from = Début de l’absence : 2026-11-24 ou 2026-11-24T14:00
cli-replan-to = Fin de l’absence : dernier jour, ou moment exact
cli-replan-until = Moment où ce qui manque sera là : 2026-11-25 ou 2026-11-25T14:00
cli-replan-work = Travail qui reste ou à reprendre : 2j, 12h
cli-replan-date = Nouvelle date de livraison
cli-replan-clash = Rang du conflit dans « raccord show clashes »
cli-replan-alternatives = Solutions à montrer au plus
cli-replan-seconds = Secondes de recherche
cli-replan-apply = Applique la solution de ce rang, en une étape
cli-replan-others = Peut déplacer aussi les séances confirmées d’autres productions
cli-replan-missing = « --event { $event } » demande « --{ $option } »
    .hint = « raccord help replan » donne des exemples.
cli-replan-no-way = Il n’y a pas de solution n° { $number }
    .hint = Sans « --apply », les solutions sont montrées et rien n’est écrit.
cli-replan-nothing = Rien n’a besoin de bouger
cli-replan-way = { $place } · { $name } · { $cost } · { $moved ->
    [0] aucune séance déplacée
    [one] 1 séance déplacée
   *[other] { $moved } séances déplacées
}{ $confirmed ->
    [0] {""}
    [one] {" "}· 1 confirmée
   *[other] {" "}· { $confirmed } confirmées
}{ $added ->
    [0] {""}
    [one] {" "}· 1 ajoutée
   *[other] {" "}· { $added } ajoutées
}
cli-replan-delivery = { $name } : { $state ->
    [late] { $after } pour le { $due }, { $days } j de retard
   *[kept] { $after }, date tenue ({ $due })
}
cli-replan-moved = { $name } : { $from } → { $to }
cli-replan-added = { $name } : nouvelle séance, { $to }
cli-replan-unplaced = { $name } : aucune place trouvée, reste le { $from }
cli-replan-bends = à accepter : { $rule }
cli-replan-calls = à prévenir : { $people }
cli-nothing-published = Rien de tel n’a été publié
    .hint = « raccord show publications » liste ce qui l’a été.
cli-unknown-record = « { $name } » ne désigne rien ici
    .hint = « raccord show plan », « raccord show rooms » et « raccord show people » donnent les noms.
cli-ambiguous-record = « { $name } » désigne plusieurs choses
    .hint = Donnez l’identifiant : { $ids }.
cli-solve = Résout des instances PSPLIB ou Patterson avec le moteur de planification
cli-solve-files = Fichiers .sm, .rcp, ou plusieurs instances dans un fichier
cli-solve-seconds = Secondes de recherche par instance
cli-solve-threads = Recherches à la fois, chacune avec sa graine
cli-solve-seed = Graine de la première
cli-solved = { $instance } : { $makespan } (au moins { $bound }), { $schedules } plannings essayés
solve-too-many = { $instance } a { $count } { $what }, plus que { $most }
    .hint = Résolvez-en une partie.
solve-nobody-can = { $instance } : l’activité { $activity } demande plus de la ressource { $resource } qu’il n’y en a
    .hint = Corrigez la demande ou la capacité.
solve-unknown = { $instance } : l’activité { $activity } nomme une activité ou une ressource qui n’existe pas
    .hint = Corrigez le fichier.
solve-cycle = { $instance } : l’activité { $activity } s’attend elle-même, par d’autres
    .hint = Ôtez une des dépendances du cycle.
cli-bad-number = « { $text } » n’est pas un nombre entier qui convient ici
cli-bad-date = « { $text } » n’est pas une date
    .hint = Écrivez AAAA-MM-JJ, par exemple 2026-11-23.
cli-bad-moment = « { $text } » n’est pas un moment
    .hint = Écrivez par exemple 2026-11-23T14:30:00+01:00.
cli-bad-id = « { $text } » n’est pas un identifiant
    .hint = Un identifiant a 26 caractères ; « raccord show » les donne.
cli-unknown-format = Le format « { $format } » ne va pas pour « { $what } »
    .hint = Formats possibles : { $known }.
cli-unknown-topic = Aucune aide sur « { $topic } »
    .hint = « raccord help » liste les commandes.

demo-making = Démonstration : { $weeks } semaines d’histoire…
demo-made = { $productions } productions, { $tasks } tâches, { $bookings } réservations, dans { $path }
demo-day = { $day } — { $what }
demo-result-clashes = conflits : { $before } → { $after }
demo-result-delivery = « { $title } » : marge avant livraison { $before } → { $after }
demo-result-task = « { $task } » : fin { $before } → { $after }
demo-result-merged = deux postes réunis : { $received } modifications reçues, mêmes documents : { $same }
demo-file = fichier : { $path } ({ $bytes } octets)
cli-doctor-sound = { $count ->
        [one] Données saines : 1 document relu, signatures vérifiées
       *[other] Données saines : { $count } documents relus, signatures vérifiées
    }
cli-doctor-unsound = { $count ->
        [one] Données abîmées : 1 document a pu être relu
       *[other] Données abîmées : { $count } documents ont pu être relus
    }
envelope-unsound = { $count ->
        [one] Une modification gardée n’est pas signée comme il faut
       *[other] { $count } modifications gardées ne sont pas signées comme il faut
    }
    .hint = Elles restent dans le fichier ; ne les envoyez à personne avant d’avoir compris d’où elles viennent.

record-task = { $count ->
        [one] { $count } tâche
       *[other] { $count } tâches
    }
record-link = { $count ->
        [one] { $count } lien
       *[other] { $count } liens
    }
record-calendar = { $count ->
        [one] { $count } calendrier
       *[other] { $count } calendriers
    }
record-resource = { $count ->
        [one] { $count } ressource
       *[other] { $count } ressources
    }
record-assignment = { $count ->
        [one] { $count } affectation
       *[other] { $count } affectations
    }
record-baseline = { $count ->
        [one] { $count } planning de référence
       *[other] { $count } plannings de référence
    }
record-attachment = { $count ->
        [one] { $count } pièce jointe
       *[other] { $count } pièces jointes
    }
record-variant = { $count ->
        [one] { $count } variante
       *[other] { $count } variantes
    }
record-holiday = { $count ->
        [one] { $count } jour férié
       *[other] { $count } jours fériés
    }
record-row = { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
record-event = { $count ->
        [one] { $count } évènement
       *[other] { $count } évènements
    }

cli-usage = Usage
cli-commands = Commandes
cli-options = Options
cli-arguments = Arguments
cli-option-help = Montre cette aide
cli-option-version = Montre la version
cli-usage-unknown = « { $found } » n’est pas une option ou un argument connu ici
    .hint = « raccord help » ou « raccord help COMMANDE » dit ce qui existe.
cli-usage-value = « { $found } » ne va pas pour { $argument }
    .hint = Valeurs possibles : { $known }.
cli-usage-missing = Il manque { $argument }
    .hint = « raccord help COMMANDE » montre un exemple.
cli-usage-wrong = La commande est mal écrite : { $cause }
    .hint = « raccord help COMMANDE » montre un exemple.

cli-invite = Donne une invitation : un poste de plus rejoint l’établissement
cli-invite-role = Ce que ce poste pourra faire : coordination, payroll_accounts, technician, client, rights_holder, read_only
cli-invite-scope = Productions (ou catalogues) concernées ; sans cela, tout l’établissement
cli-invite-minutes = Durée de validité, un jour au plus
cli-invite-person = Identifiant de la personne, si elle est déjà connue
cli-invite-address = Adresse de ce poste (IP:PORT), si elle n’est pas celle du système
cli-join = Rejoint un établissement avec une invitation
cli-join-ticket = Le texte de l’invitation (raccord:…)
cli-join-person = Votre nom
cli-join-accept-code = Accepte le code sans le comparer, pour les scripts
cli-bind = Adresse d’écoute (IP:PORT) ; sans cela, le port habituel de toutes les interfaces
cli-node = Un poste sans fenêtre, toujours là : un pair comme les autres
cli-node-peer = Un poste à appeler à une adresse tapée
cli-node-relay = Relais de l’établissement (URL)
cli-node-no-discovery = Ne cherche pas les postes du réseau local
cli-node-events = Un événement JSON par ligne
cli-peers = Les autres postes, leur liaison et ce qui est en attente
cli-grants = Qui a quels droits
cli-revoke = Met fin aux droits d’un poste
cli-revoke-device = Clé du poste, son début, ou son nom
cli-quarantine = Ce qui a été reçu et mis de côté, et pourquoi
cli-root-key = Les mots de la clé de l’établissement, tant que personne ne les a recopiés
cli-root-key-written-down = Ils sont recopiés : ce poste les oublie
cli-peers-none = Aucun autre poste : « raccord invite » en fait entrer un
cli-grants-machine = { $label } · { $name }{ $here ->
        [yes] {" "}· ce poste
       *[other] {""}
    } · { $device }
cli-grants-right = { $role }, { $scope } { $state ->
        [revoked] · révoqué
        [lapsed] · échu le { $until }
        [until] · jusqu’au { $until }
       *[other] {""}
    }
grant-scope-facility = tout l’établissement
grant-scope-productions = productions nommées
grant-scope-catalogues = catalogues nommés
grant-scope-own_desk = ce qui la concerne
cli-revoked = Droits révoqués : ce poste n’est plus reçu ; ce qu’il avait écrit reste
cli-quarantine-empty = Rien n’est mis de côté
cli-quarantine-adopt = Reprend à son compte ce qui était mis de côté
cli-quarantine-id = Nom de la modification, ou son début
cli-quarantine-adopted = Repris : « raccord undo » l’annule
cli-quarantine-was-adopted = repris ici
cli-ambiguous-change = Plusieurs modifications commencent par « { $name } »
    .hint = Donnez plus de caractères.
cli-invited = Valable jusqu’au { $expires }, pour un seul poste. Ce poste-ci doit être joignable : fenêtre ouverte, ou « raccord node ».
cli-join-code = Code à comparer sur les deux écrans : { $code }
cli-join-compare = L’autre écran montre-t-il le même code ? (o/n)
cli-join-later = Tout n’est pas encore arrivé ; la suite viendra à la prochaine réunion des postes
cli-join-not-named = Votre nom n’est pas noté d’ici : la coordination nomme les personnes
cli-joined = { $named ->
        [0] Ce poste fait partie de l’établissement.
       *[other] { $facility } : ce poste en fait partie.
    } { $count ->
        [0] Aucun document reçu pour l’instant.
        [one] 1 document reçu.
       *[other] { $count } documents reçus.
    }
cli-node-listening = À l’écoute : { $addresses }
cli-node-linked = { $name } : relié
cli-node-unlinked = { $name } : parti
cli-node-turned-away = { $name } : ne reçoit pas ce poste
cli-node-merged = { $name } : { $count ->
        [one] 1 modification reçue
       *[other] { $count } modifications reçues
    }
cli-node-members = La liste des droits a changé
cli-node-code = « { $name } » se présente avec une invitation, code { $code }
cli-root-key-words = Clé de l’établissement : 24 mots à recopier sur papier et à garder sous clé. Elle nomme les administrateurs et sauve l’établissement si tout est perdu.
cli-root-key-then = Une fois recopiés : « raccord root-key --written-down » les fait oublier à ce poste.
cli-root-key-forgotten = Ce poste a oublié la clé : il n’y a plus que votre feuille
cli-root-key-gone = Ce poste n’a pas les mots de la clé
    .hint = Ils ont été recopiés, ou ce poste n’est pas celui qui a créé l’établissement.
cli-unknown-device = Aucun poste « { $name } »
    .hint = « raccord grants » en donne la liste.
cli-ambiguous-device = Plusieurs postes répondent à « { $name } »
    .hint = Donnez plus de la clé : « raccord grants » la montre.
cli-bad-peer = « { $text } » ne désigne pas un poste
    .hint = Écrivez CLÉ@IP:PORT ; la clé d’adresse est dans « raccord grants --json » (endpoint).
cli-node-signal = Ce poste ne peut pas être arrêté proprement : { $cause }
    .hint = Relancez-le depuis un terminal ou un service.
cli-passphrase-file = Fichier dont la première ligne est la phrase secrète, pour les scripts
cli-passphrase = Phrase secrète de la sauvegarde :
cli-passphrase-again = La même encore une fois :
cli-passphrase-missing = Il faut une phrase secrète
    .hint = Donnez-la avec --passphrase-file, ou lancez la commande depuis un terminal.
cli-passphrase-differs = Les deux phrases ne sont pas les mêmes
    .hint = Recommencez.
cli-backup = Sauvegarde tout dans un fichier verrouillé
cli-backup-file = Le fichier de la sauvegarde
cli-restore = Refait les données d’une sauvegarde, ou d’un autre poste
cli-restore-from-peer = Reprend d’un autre poste ce qu’il a
cli-verify-backup = Essaie une sauvegarde en la restaurant pour de vrai, puis l’efface
cli-backed-up = { $path } : { $documents } documents, { $changes } modifications, { $attachments } pièces jointes sauvegardées
cli-backup-keep = Sauvegarde chaque heure et à la fin, tant que le programme tourne, dans ce dossier
cli-backup-stop = Ne sauvegarde plus de lui-même
cli-backup-stopped = Plus de sauvegarde automatique ; celles qui sont faites restent
cli-backup-kept = Sauvegardes dans { $path } : chaque heure et à la fin, quand la fenêtre ou « raccord node » tourne
cli-backup-sound = { $path } : restaurée pour essai et saine ; { $documents } documents, { $changes } modifications, { $attachments } pièces jointes, du { $made }
cli-restored = Restauré depuis { $path } : { $documents } documents, { $changes } modifications, { $attachments } pièces jointes, du { $made }. Ce poste écrit désormais sous de nouveaux noms ; les autres postes lui rendront ce qui est plus récent.
cli-restored-from-peer = { $count ->
        [one] 1 document à jour
       *[other] { $count } documents à jour
    }
cli-restore-unreachable = Ce poste-là ne répond pas, ou n’a pas tout donné
    .hint = Est-il allumé, Raccord ouvert, sur le même réseau ? Ce qui est arrivé est gardé ; recommencez.
cli-backup-unequal = La sauvegarde { $path } ne donne pas ce qu’elle annonce
    .hint = Prenez-en une autre, et gardez celle-ci de côté.
cli-admin = Nomme le poste d’un administrateur avec la clé de l’établissement
cli-admin-remove = Retire cette fonction au lieu de la donner
cli-admin-words = Les 24 mots de la clé, puis fin de saisie (Ctrl D) :
cli-admin-named = Ce poste est désormais celui d’un administrateur
cli-admin-removed = Ce poste n’est plus celui d’un administrateur
cli-dispute = { $name } : « { $field } » a été écrit de deux façons sur deux postes
cli-dispute-keep = garder « { $value } »
cli-seal = Scelle les données de ce poste par une phrase secrète
cli-unseal = Descelle les données de ce poste
cli-sealed = Scellé : sans la phrase secrète, personne ne lit ce disque, vous non plus. Notez-la ailleurs.
cli-unsealed = Descellé : quiconque a ce disque peut le lire
cli-rank-others = { $count ->
    [one] Une autre personne n’a pas cette fonction.
   *[other] { $count } autres personnes n’ont pas cette fonction.
}
cli-variant-option = Dans cette variante d’un planning : son nom ou son identifiant
cli-variant = { $production } · « { $name } » · { $state } · { $id }
cli-variant-differs = { $cost } · { $moved ->
        [0] aucune séance déplacée
        [one] 1 séance change
       *[other] { $moved } séances changent
    }{ $added ->
        [0] {""}
        [one] {" "}· 1 conflit de plus
       *[other] {" "}· { $added } conflits de plus
    }{ $solved ->
        [0] {""}
        [one] {" "}· 1 conflit de moins
       *[other] {" "}· { $solved } conflits de moins
    }
cli-variant-gone = { $name } : séance supprimée, elle était le { $from }
cli-variant-changed = { $kind } { $name } : { $count ->
        [0] n’existe que d’un côté
       *[other] { $fields }
    }
cli-variant-overtaken = le planning a changé entre-temps : { $kind } { $name }{ $count ->
        [0] , qui n’y est plus
       *[other] {" "}({ $fields })
    }
