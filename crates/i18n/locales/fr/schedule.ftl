# Modèles de genre et planchers ; jours fériés.

template-does-not-fit = Les étapes du modèle « { $template } » ne tiennent pas en { $years } ans
    .hint = Vérifiez les horaires de la maison et le nombre d’épisodes.
template-too-many-episodes = La production compte { $count } épisodes ; un modèle se pose sur { $most } au plus
    .hint = Partagez la série en plusieurs productions, une par saison par exemple.
template-later-than-delivery = Les étapes du modèle mènent au { $finish }, après la livraison promise du { $delivery }
    .hint = Commencez plus tôt, réduisez des étapes, ou changez la date de livraison.
template-earlier-than-start = Pour livrer à temps il faut commencer le { $needed }, avant le début prévu du { $start }
    .hint = Avancez le début, réduisez des étapes, ou changez la date de livraison.
schedule-beyond-horizon = « { $name } » va au-delà du { $until } : ses dates ne sont pas calculées plus loin
    .hint = Vérifiez la durée de la tâche, son début au plus tôt et ses liens.
below-floor = { $step } : { $work_minutes } prévues, moins que le plancher du genre ({ $floor_minutes }){ $episode ->
        [none] { "" }
       *[other] , épisode { $episode }
    }
    .hint = Prévoyez davantage, ou faites confirmer ce délai au réalisateur et au monteur.

# Jours fériés
holiday-new_year = Jour de l’an
holiday-easter_monday = Lundi de Pâques
holiday-labour_day = Fête du Travail
holiday-victory_1945 = Victoire de 1945
holiday-ascension = Ascension
holiday-whit_monday = Lundi de Pentecôte
holiday-national_day = Fête nationale
holiday-assumption = Assomption
holiday-all_saints = Toussaint
holiday-armistice_1918 = Armistice de 1918
holiday-christmas = Noël
holiday-good_friday = Vendredi saint
holiday-second_christmas_day = Saint-Étienne
holiday-slavery_abolition = Abolition de l’esclavage
holiday-citizenship_day = Fête de la citoyenneté
holiday-arrival_of_the_gospel = Arrivée de l’Évangile
holiday-autonomy_day = Fête de l’autonomie
holiday-matarii = Matāri’i
holiday-saint_peter_chanel = Saint Pierre Chanel
holiday-saints_peter_and_paul = Saints Pierre et Paul
holiday-territory_day = Fête du Territoire
