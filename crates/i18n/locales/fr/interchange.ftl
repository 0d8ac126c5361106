# Ce que la lecture d’un fichier ou d’une ligne de commandes a à dire : un message par code.

# -- Commandes en JSON
command-not-json = { $reason ->
        [truncated] La ligne s’interrompt : l’objet JSON n’est pas complet
       *[other] La ligne n’est pas du JSON
    }
    .hint = Un objet par ligne, par exemple {"{"}"command": "add_room", "name": "Audi 2"{"}"}.
command-not-object = Une commande est un objet JSON
    .hint = Par exemple {"{"}"command": "add_room", "name": "Audi 2"{"}"}.
command-line-too-long = La ligne dépasse { $limit } octets
    .hint = Faites-en plusieurs lignes ou groupes.
command-group-too-long = Un groupe contient au plus { $limit } commandes
    .hint = Faites-en plusieurs groupes.
command-unknown = Il n’y a pas de commande « { $command } »
    .hint = { $guess ->
        [no] « raccord help commands » en donne la liste.
       *[other] Vouliez-vous dire « { $nearest } » ?
    }
command-unknown-field = « { $command } » n’a pas de champ « { $field } »
    .hint = { $guess ->
        [no] « raccord help commands » donne la liste des champs.
       *[other] Vouliez-vous dire « { $nearest } » ?
    }
command-without-name = « command » manque
    .hint = « raccord help commands » donne la liste.
command-missing-field = « { $field } » manque dans « { $command } »
    .hint = « raccord help commands » montre un exemple.
command-wrong-type = « { $field } » contient « { $found } » ; il faut { $expected ->
        [text] un texte
        [integer] un nombre entier
        [flag] true ou false
        [date] une date comme 2026-11-23 (de 1990 à 2100)
        [date-time] un moment comme 2026-11-23T09:00 (de 1990 à 2100)
        [minutes] un nombre entier de minutes
        [percent] un pourcentage
        [zone] un fuseau horaire comme Europe/Paris
        [choice] un mot de sa liste
        [identifier] un identifiant, ou un alias comme $mix
        [identifiers] une liste d’identifiants ou d’alias
        [words] une liste de mots
        [week] des horaires par jour, comme {"{"}"mon": "09:00-13:00 14:00-18:00"{"}"}
        [window] une plage quotidienne comme 09:00-19:00
        [lag] 480 (minutes de travail), 1440e (minutes d’horloge) ou 50%
        [order] une clé d’ordre (lettres et chiffres)
        [days-off] des noms par date, comme {"{"}"2027-05-07": "Pont"{"}"}
        [baseline-dates] des dates par tâche, comme {"{"}"$mix": "2027-05-10T09:00/2027-05-14T18:00/2400"{"}"}
        [array] une liste
       *[other] { $expected }
    }
    .hint = Corrigez la valeur.
command-unknown-choice = « { $found } » n’est pas un mot pour « { $field } »
    .hint = { $guess ->
        [no] Mots connus : { $known }.
       *[other] Vouliez-vous dire « { $nearest } » ? Mots connus : { $known }.
    }
command-unknown-alias = Rien ne s’appelle encore « { $alias } »
    .hint = { $guess ->
        [no] Définissez-le d’abord : "id": "{ $alias }" dans une commande précédente.
       *[other] Vouliez-vous dire « { $nearest } » ?
    }
command-alias-taken = « { $alias } » désigne déjà un enregistrement
    .hint = Prenez un autre alias.
command-text-too-long = « { $field } » dépasse { $limit } caractères
    .hint = Raccourcissez-le.
command-sets-nothing = Cette commande ne donne de valeur à aucun champ
    .hint = Donnez au moins un champ.
command-anchor = Un modèle se date depuis un jour : « forward_from » ou « backward_from »
    .hint = Donnez exactement l’un des deux.
