# Ce qui est tapé et n’est pas compris : ce qui ne va pas, et ce que l’on peut taper.
typed-empty = Rien n’est écrit
    .hint = Tapez une valeur, ou Échap pour ne rien changer.
typed-too-long = Ce texte est trop long : « { $text }… »
    .hint = Il a sans doute été collé par erreur.

typed-date = « { $text } » n’est pas une date
    .hint = Tapez par exemple 12/11, 12 nov., lundi, +3j ou s48.
typed-no-such-day = Le { $day } { $month } { $year } n’existe pas
    .hint = Ce mois-là finit le { $days }.
typed-no-such-day-number = Aucun mois n’a de { $day }
    .hint = Tapez un jour de 1 à 31, ou une date comme 12/11.
typed-no-such-month = Il n’y a pas de mois { $number }
    .hint = Le jour vient d’abord, puis le mois : 12/11 est le 12 novembre.
typed-no-such-week = Il n’y a pas de semaine { $week } en { $year }
    .hint = Les semaines vont de 1 à 52 ou 53 ; la première contient le 4 janvier.
typed-other-weekday = Le jour et la date ne vont pas ensemble : ce serait { $date }
    .hint = Corrigez l’un ou l’autre, ou tapez la date sans le jour.
typed-too-far = Cette date est trop loin pour un planning
    .hint = Les années vont de 1990 à 2100.
typed-time = « { $text } » n’est pas une heure
    .hint = Tapez par exemple 9h, 9h30, 14:00 ou 930.
typed-no-such-time = { $hour } h { $minute } n’existe pas
    .hint = Les heures vont de 0 à 23, les minutes de 0 à 59.
typed-moment = « { $text } » n’est ni une date ni une heure
    .hint = Tapez par exemple 12/11 9h30, demain 14h ou lundi.

typed-work = « { $text } » n’est pas une durée
    .hint = Tapez par exemple 3j, 2,5j, 4h30, 90min ou 2s ; un nombre seul compte des jours.
typed-work-negative = Une durée ne peut pas être négative : « { $text } »
    .hint = Tapez la durée sans le signe.
typed-work-too-long = Cette durée est trop longue
    .hint = 9 999 jours au plus.
typed-no-length-of-day = On ne sait pas combien d’heures compte une journée
    .hint = Tapez la durée en heures, par exemple 16h.

typed-money = « { $text } » n'est pas un montant
    .hint = Tapez par exemple 32,50, 32.5 € ou 1 340 €.
typed-money-negative = Un montant ne peut pas être négatif ici : « { $text } »
    .hint = Tapez le montant sans son signe.
typed-money-decimals = Un montant a deux décimales au plus : « { $text } »
    .hint = Les centimes suivent la virgule ; les milliers s'écrivent 1340 ou 1 340,50.
typed-money-currency = Les montants sont en euros pour l'instant : « { $text } »
    .hint = Tapez le montant en euros, avec ou sans €.
typed-money-too-much = Ce montant est trop grand
    .hint = Vérifiez les chiffres et la virgule.

typed-lag = « { $text } » n’est pas un décalage
    .hint = Tapez par exemple 2j, -4h, 50% ; 2je compte aussi les nuits et les week-ends.
typed-predecessors = « { $text } » n’est pas une liste de prédécesseurs
    .hint = Tapez des numéros de la liste : 4, 4FD+2j, 3DD, 5FF-1j ; entre deux, un point-virgule.
typed-no-such-task = Aucune tâche ne porte le numéro { $text }
    .hint = Les numéros sont ceux de la première colonne.
typed-predecessor-twice = La tâche { $number } est nommée deux fois
    .hint = Gardez l’une des deux.

typed-hours = « { $text } » n’est pas un horaire
    .hint = Tapez par exemple 9h-18h, 9h-13h 14h-18h, 22h-6h, ou « fermé ».
typed-hours-overlap = Ces heures se chevauchent ou ne se suivent pas : « { $text } »
    .hint = Tapez-les dans l’ordre ; seule la dernière plage peut passer minuit.

typed-stretch = « { $text } » n’est pas une période
    .hint = Tapez par exemple jeudi après-midi, 26/11 14h-18h, du 21/12 au 24/12 ou s49.
typed-stretch-backwards = Cette période finit avant de commencer : « { $text } »
    .hint = Tapez d’abord le début, puis la fin.
