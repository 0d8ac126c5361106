# À quoi tiennent les points de quelqu’un pour une tâche : rank-<mot>.
rank-skills = Compétences : { $asked ->
    [none] aucune n’est demandée
   *[other] { $lacking ->
        [none] toutes
       *[other] il manque { $missing }
    }
}
rank-availability = Disponibilité : { $free_minutes } sur { $wanted_minutes }{ $outside ->
    [none] { "" }
   *[other] , et { $outside_minutes } hors de ses horaires
}
rank-hours = Durée légale du travail : il reste { $left_minutes } sur { $limit_minutes }
rank-cost = Coût horaire : { $hourly ->
    [unknown] inconnu, compté pour moitié
   *[other] { $hourly }
}
rank-director = Séances avec le réalisateur : { $sessions ->
    [none] aucune
   *[other] { $sessions }
}
rank-rating = Avis du réalisateur : { $rating ->
    [unknown] rien de dit
   *[other] { $rating } sur 5
}
rank-continuity = Continuité : { $known ->
    [task] déjà sur la tâche
    [production] déjà sur la production
   *[none] pas encore sur la production
}
rank-languages = Langues : { $asked ->
    [none] aucune n’est demandée
   *[other] { $lacking ->
        [none] toutes
       *[other] il manque { $languages }
    }
}
rank-travel = Trajet : { $far ->
    [some] vient de { $from }
   *[other] sur place
}

# Pourquoi quelqu’un n’est pas proposé : rank-excluded-<mot>.
rank-excluded-veto = veto du réalisateur
rank-excluded-absent = absence à ce moment-là
rank-excluded-no_function = pas dans cette fonction
