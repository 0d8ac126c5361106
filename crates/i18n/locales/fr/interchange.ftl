# Ce que la lecture d’un fichier ou d’une ligne de commandes a à dire : un message par code.

# -- Commandes en JSON
command-not-json = { $reason ->
        [truncated] La ligne s’interrompt : l’objet JSON n’est pas complet
       *[other] La ligne n’est pas du JSON
    }
    .hint = Un objet par ligne, par exemple "command": "add_room", "name": "Audi 2", entre accolades.
command-not-object = Une commande est un objet JSON
    .hint = Par exemple "command": "add_room", "name": "Audi 2", entre accolades.
command-line-too-long = La ligne dépasse { $limit } octets
    .hint = Faites-en plusieurs lignes ou groupes.
command-group-too-long = Un groupe contient au plus { $limit } commandes
    .hint = Faites-en plusieurs groupes.
command-unknown = Il n’y a pas de commande « { $name } »
    .hint = { $guess ->
        [no] « raccord help commands » en donne la liste.
       *[other] Vouliez-vous dire « { $nearest } » ?
    }
command-unknown-field = « { $name } » n’a pas de champ « { $field } »
    .hint = { $guess ->
        [no] « raccord help commands » donne la liste des champs.
       *[other] Vouliez-vous dire « { $nearest } » ?
    }
command-without-name = « command » manque
    .hint = « raccord help commands » donne la liste.
command-missing-field = « { $field } » manque dans « { $name } »
    .hint = « raccord help commands » montre un exemple.
command-wrong-type = « { $field } » contient « { $found } » ; il faut { $expected }
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
mismatch-commands = une liste de commandes

# -- Fichiers
import-file-empty = Le fichier est vide
    .hint = Vérifiez qu’il a été copié en entier.
import-file-too-large = Le fichier fait { $bytes } octets ; { $limit } sont lus au plus
    .hint = Exportez-en une partie, ou dans un autre format.
import-unknown-format = Le format de ce fichier est inconnu
    .hint = Formats connus : { $known }. Dites lequel avec --as.
import-more-findings = { $count } autres constats ne sont pas montrés
    .hint = Corrigez les premiers et relisez le fichier.
import-too-many-records = Le fichier contient plus de { $limit } enregistrements ; la suite est laissée de côté
    .hint = Exportez-en une partie.
import-too-many-days = Plus de { $limit } jours chômés ; la suite est laissée de côté
    .hint = Réduisez les jours récurrents.
text-damaged = Certains caractères sont abîmés ({ $encoding })
    .hint = Exportez de nouveau le fichier en UTF-8.
text-encoding-guessed = L’encodage du texte a été deviné : { $encoding }
    .hint = Si les accents sont faux, exportez en UTF-8.
xml-truncated = Le fichier s’interrompt ici ; ce qui précède est gardé
    .hint = Copiez-le ou exportez-le de nouveau.
xml-broken = Le fichier est abîmé ici ; ce qui précède est gardé
    .hint = Exportez-le de nouveau.
xml-too-deep = Les éléments sont imbriqués trop profondément ; ce qui précède est gardé
    .hint = Aucun logiciel de planning n’écrit un tel fichier.
xml-doctype = Le fichier définit un type de document, qui est ignoré
    .hint = Rien à faire si les noms sont justes.
xml-entity = L’entité « { $name } » n’est pas développée
    .hint = Remplacez-la dans le fichier s’il manque une partie d’un nom.
archive-damaged = Le classeur est abîmé et ne peut pas être ouvert
    .hint = Ouvrez-le dans son logiciel et enregistrez-le de nouveau.
archive-too-many-entries = L’archive liste plus de { $limit } entrées
    .hint = Ce n’est pas un classeur ; exportez-le de nouveau.
archive-entry-too-large = « { $entry } » dépasse { $limit } octets une fois ouvert
    .hint = N’exportez que la feuille du planning.
archive-packed-too-tightly = « { $entry } » grossit de plus de { $limit } fois à l’ouverture
    .hint = Ce n’est pas un classeur ordinaire ; exportez-le de nouveau.
workbook-unreadable = Le classeur ne se lit pas : { $reason }
    .hint = Ouvrez-le dans son logiciel et enregistrez-le en XLSX.
workbook-sheet-breaks-off = La feuille « { $sheet } » s’interrompt ici ({ $reason }) ; ce qui précède est gardé
    .hint = Ouvrez le classeur dans son logiciel et enregistrez-le de nouveau.

# -- Plannings
import-no-tasks = Aucune tâche trouvée
    .hint = Vérifiez que c’est bien le fichier du planning.
import-name-cut = « { $name }… » a { $length } caractères et est coupé à { $limit }
    .hint = Mettez la suite dans une remarque.
import-remark-cut = Une remarque de { $length } caractères est coupée à { $limit }
    .hint = Gardez la suite ailleurs.
import-task-twice = Une seconde tâche porte le numéro { $number } et est laissée de côté
    .hint = Donnez-lui un autre numéro.
import-negative-duration = La durée « { $found } » est négative et comptée pour rien
    .hint = Donnez zéro ou plus.
import-finish-before-start = « { $name } » finit avant de commencer
    .hint = Corrigez l’une des deux dates.
import-link-to-itself = La tâche { $from } se suit elle-même ; le lien est laissé de côté
    .hint = Retirez le lien, ou nommez un autre prédécesseur.
import-link-to-nothing = Le lien de { $from } à { $to } ne mène à aucune tâche reprise ; il est laissé de côté
    .hint = Vérifiez le numéro du prédécesseur.
import-link-circle = Le lien de « { $from } » à « { $to } » ferme une boucle ; il est laissé de côté
    .hint = Décidez laquelle des tâches vient d’abord.
import-milestone-with-work = « { $name } » est un jalon avec une durée ; il est repris comme tâche
    .hint = Mettez la durée à zéro si c’est une date.
import-elapsed-duration = La durée de « { $name } » est comptée à l’horloge ; sa part travaillée est reprise
    .hint = Vérifiez son travail.
import-constraint-loosened = La date imposée de « { $name } » devient « pas avant » ou une échéance
    .hint = Épinglez sa réservation si elle ne doit pas bouger.
import-constraint-left-out = Une contrainte de « { $name } » n’existe pas ici et est laissée de côté
    .hint = Vérifiez ses dates.
import-baseline-renumbered = Le planning de référence { $from } existe déjà ; il devient le numéro { $to }
    .hint = Rien à faire.
import-booking-without-dates = L’affectation à « { $name } » n’a pas de dates et ne devient pas une réservation
    .hint = Réservez quand la tâche aura des dates.
import-resource-unknown = « { $name } » n’est ni une salle, ni une personne, ni un matériel connus ; son travail est repris sans lui
    .hint = Ajoutez-le sous ce nom, ou laissez l’import ajouter les ressources inconnues.
import-resource-added = « { $name } » est ajouté
    .hint = Complétez sa fiche.
import-resource-ambiguous = Plusieurs salles, personnes ou matériels s’appellent « { $name } » ; aucun n’est repris
    .hint = Distinguez leurs noms, ou réservez à la main.
import-resource-not-booked = « { $name } » est une fourniture ou une dépense et ne se réserve pas
    .hint = Rien à faire.
import-hours-overlap = Les horaires « { $found } » se chevauchent ou sont en désordre ; le jour est compté fermé
    .hint = Corrigez-les dans le calendrier.
import-exception-without-dates = L’exception « { $name } » n’a pas de dates et est laissée de côté
    .hint = Donnez-lui des dates entre 1990 et 2100.
import-exception-unknown-recurrence = L’exception « { $name } » revient d’une façon inconnue ; elle est laissée de côté
    .hint = Saisissez ses jours un à un.
import-end-before-start = La fin précède le début ; un seul jour est repris
    .hint = Corrigez les dates.
import-worked-exception-left-out = « { $name } » ({ $date }) a des horaires propres, qui ne sont pas repris
    .hint = Réservez quand même ce jour-là au besoin.
import-long-exception-left-out = « { $name } » ({ $date }) dure plus d’un an et est laissé de côté
    .hint = Saisissez plutôt une absence ou une fermeture.
import-own-calendar-left-out = Le calendrier propre « { $name } » d’une ressource n’est pas repris
    .hint = Saisissez ses horaires et absences avec la personne ou la salle.
import-calendar-hours-left-out = Les horaires du calendrier « { $name } » diffèrent de ceux de l’établissement et ne sont pas repris
    .hint = Réglez les horaires de l’établissement, des salles ou des personnes.
import-zone-added = La zone de jours fériés « { $name } » est ajoutée avec { $count } jours
    .hint = Dites qui l’observe : l’établissement, des salles ou des personnes.
import-zone-extended = La zone de jours fériés « { $name } » reçoit les jours chômés du fichier ({ $count })
    .hint = Rien à faire.

# -- Microsoft Project XML
mspdi-bad-value = <{ $element }> contient « { $found } », illisible ; pris comme vide
    .hint = Les dates vont de 1990 à 2100 ; corrigez la valeur dans son logiciel.
mspdi-unknown-link-kind = Un lien de type { $found } est repris en fin à début
    .hint = Vérifiez le lien.
mspdi-link-without-predecessor = Un lien ne nomme pas de prédécesseur et est laissé de côté
    .hint = Vérifiez les prédécesseurs de la tâche.
mspdi-link-to-other-file = Un lien mène à un autre fichier et est laissé de côté
    .hint = Mettez plutôt une date « pas avant ».
mspdi-elapsed-percent = Un décalage en pourcentage de temps écoulé est repris en temps de travail
    .hint = Vérifiez le décalage.
mspdi-lag-rounded = Un décalage est arrondi à la minute
    .hint = Rien à faire.

# -- Instances de planning (.sm, .rcp)
project-file-not-text = Le fichier n’est pas du texte
    .hint = Vérifiez que c’est un fichier PSPLIB ou Patterson, décompressé.
project-file-too-large = Le fichier contient plus de { $most } { $what }
    .hint = Résolvez-en une partie.
project-file-ends-early = Le fichier s’arrête avant la fin de l’instance
    .hint = Vérifiez qu’il a été copié en entier.
project-file-bad-number = « { $found } » à la place d’un nombre entier de 0 à 1 000 000
    .hint = Corrigez la ligne.
project-file-unknown-activity = Il n’y a pas d’activité { $found } ici
    .hint = Les activités sont numérotées à partir de 1, l’une après l’autre.
project-file-too-much = « { $found } » après la fin de l’instance
    .hint = Vérifiez les nombres d’activités et de ressources de la première ligne.
project-file-no-instance = « { $found } » là où une nouvelle instance devrait commencer
    .hint = Chacune commence par : instance NOM ACTIVITÉS RESSOURCES.
project-file-no-section = La section « { $found } » manque
    .hint = Vérifiez que c’est un fichier PSPLIB à un seul mode.
project-file-rows = Une section contient { $found } lignes au lieu d’une par activité
    .hint = Vérifiez que le fichier a été copié en entier.
project-file-modes = Une activité a plusieurs modes
    .hint = Seules les instances à un seul mode sont lues.
project-file-nonrenewable = L’instance a des ressources qui s’épuisent
    .hint = Seules les instances à ressources renouvelables sont lues.

# -- Tableaux
sheet-one-column = Aucun séparateur de colonnes trouvé
    .hint = Exportez avec des points-virgules, des virgules ou des tabulations.
sheet-without-headings = Aucune ligne de titres avec un nom de tâche n’a été trouvée
    .hint = Dites avec --map quel titre contient quoi, par exemple « Intitulé » → « name ».
sheet-columns-left-out = Colonnes qui ne sont pas reprises : { $columns }
    .hint = Dites avec --map ce qu’elles contiennent, au besoin.
sheet-row-without-name = La ligne n’a pas de nom de tâche et est laissée de côté
    .hint = Donnez-lui un nom.
sheet-not-a-date = « { $found } » n’est pas une date entre 1990 et 2100
    .hint = Écrivez 24/11/2026 ou 2026-11-24.
sheet-not-a-time = « { $found } » n’est pas une heure
    .hint = Écrivez 14:30 ou 14h30.
sheet-not-a-duration = « { $found } » n’est pas une durée
    .hint = Écrivez 5 j, 2,5 j, 8 h ou 480.
sheet-not-a-percentage = « { $found } » n’est pas un pourcentage de 0 à 100
    .hint = Écrivez 40 %.
sheet-not-predecessors = « { $found } » ne nomme pas de prédécesseurs
    .hint = Écrivez 4, 4FD+2j ou 4;5.
sheet-months-first = Les dates sont lues avec le mois d’abord
    .hint = Mettez l’année d’abord si c’est faux.
sheet-unit-guessed = Les nombres sans unité sont pris pour des { $unit ->
        [minutes] minutes
        [hours] heures
        [days] jours
       *[other] { $unit }
    }
    .hint = Mettez l’unité dans le titre, par exemple « Durée (h) ».
sheet-too-large = La feuille dépasse { $rows } lignes ou { $cells } cellules ; la suite est laissée de côté
    .hint = N’exportez que les lignes du planning.
sheet-too-wide = Les colonnes au-delà de { $limit } sont laissées de côté
    .hint = N’exportez que les colonnes du planning.
mapping-not-an-object = La correspondance n’est pas un objet JSON de titre à mot
    .hint = Par exemple "Intitulé": "name", entre accolades.
mapping-unknown-word = « { $found } » n’est pas un mot pour une colonne
    .hint = { $guess ->
        [no] Mots connus : { $known }.
       *[other] Vouliez-vous dire « { $nearest } » ? Mots connus : { $known }.
    }

# -- iCalendar
ics-no-calendar = Aucun calendrier trouvé
    .hint = Vérifiez que le fichier commence par BEGIN:VCALENDAR.
ics-no-days = Aucun jour chômé trouvé
    .hint = Seuls les événements de journées entières sont repris.
ics-bad-line = La ligne « { $found } » est illisible et ignorée
    .hint = Rien à faire si les jours sont justes.
ics-too-deep = Les composants sont imbriqués trop profondément ; ce qui précède est gardé
    .hint = Exportez de nouveau le calendrier.
ics-end-without-begin = « { $found } » finit sans avoir commencé
    .hint = Rien à faire si les jours sont justes.
ics-not-closed = Un élément de « { $found } » n’a pas été fermé
    .hint = Rien à faire si les jours sont justes.
ics-breaks-off = Le fichier s’interrompt dans « { $found } » ; ce qui précède est gardé
    .hint = Copiez-le ou exportez-le de nouveau.
ics-event-without-start = L’événement « { $name } » n’a pas de début et est laissé de côté
    .hint = Donnez-lui une date.
ics-bad-date = L’événement « { $name } » n’a pas de date lisible (« { $found } ») et est laissé de côté
    .hint = Les dates vont de 1990 à 2100.
ics-timed-event-left-out = L’événement « { $name } » a une heure ; ce n’est pas un jour chômé, il est laissé de côté
    .hint = Faites-en des journées entières si c’en est un.
ics-cancelled-left-out = L’événement « { $name } » est annulé et laissé de côté
    .hint = Rien à faire.
ics-long-event-left-out = L’événement « { $name } » dure plus d’un an et est laissé de côté
    .hint = Raccourcissez-le.
ics-recurrence-cut = « { $name } » revient sans fin ; repris jusqu’à { $found }
    .hint = Réimportez plus tard.
ics-recurrence-unknown = « { $name } » revient d’une façon inconnue ({ $found }) ; son premier jour est repris
    .hint = Saisissez les autres jours.
