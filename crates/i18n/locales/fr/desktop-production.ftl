# L’écran d’une production : tête, liste des étapes et diagramme, séances, fiche, dialogues.

# Les onglets.
desktop-production-tab-plan = Planning
desktop-production-tab-sessions = Réservations
desktop-production-tab-sheet = Fiche
desktop-production-tab-files = Fichiers
desktop-production-files-add = Joindre un fichier…
desktop-production-files-adding = En cours…
desktop-production-files-drop = ou déposez-les ici ; 256 Mio au plus par fichier
desktop-production-files-none = Aucun fichier : devis signé, liste MHL, fiche technique…
desktop-production-files-to-open = Ouvrir
desktop-production-files-open = Ouvrir « { $name } »
desktop-production-files-to-save = Enregistrer…
desktop-production-files-save = Enregistrer « { $name } »…
desktop-production-files-to-remove = Retirer
desktop-production-files-remove = Retirer « { $name } »
desktop-production-files-saved = Enregistré
desktop-production-files-not-shown = Le fichier ne s’ouvre pas : { $cause }
desktop-production-tab-changes = Historique
desktop-production-read-only = Lecture seule

# La tête et les chiffres.
desktop-production-directed-by = réal. { $name }
desktop-production-broadcast-by = diffuseur { $name }
desktop-production-delivery = PAD
desktop-production-no-delivery = À fixer
desktop-production-margin = marge { $float }
desktop-production-finish-planned = Fin prévue
desktop-production-slip = { $slip } sur la version
desktop-production-on-plan = comme la version
desktop-production-progress = Avancement
desktop-production-percent = { $percent } %
desktop-production-left = reste { $work }
desktop-production-booked = Réservé
desktop-production-to-book = à réserver : { $work }
desktop-production-clashes = Conflits
desktop-production-errors = { $count ->
        [one] { $count } à régler
       *[other] { $count } à régler
    }
desktop-production-warnings = { $count ->
        [one] { $count } à regarder
       *[other] { $count } à regarder
    }
desktop-production-no-clash = rien à régler
desktop-production-days = { $days } j

# Les versions du planning.
desktop-production-versions = Versions : { $name }
desktop-production-no-version = aucune
desktop-production-no-version-yet = Aucune version n’est encore figée. « Figer le planning » garde les dates d’aujourd’hui sous un nom : on voit ensuite ce qui glisse.
desktop-production-compare-with = Comparer avec
desktop-production-compare-nothing = Ne pas comparer
desktop-production-version-number = version { $number }
desktop-production-delete-version = Supprimer la version { $name }
desktop-production-take-version = Figer le planning
desktop-production-take-version-why = Les dates d’aujourd’hui sont gardées sous ce nom. Un trait gris sous chaque barre les rappelle, et la colonne « Écart » dit ce qui a glissé.
desktop-production-version-name = Nom de la version
desktop-production-version-name-missing = Donnez-lui un nom, par exemple « Signée » ou « Avenant 1 »
desktop-production-version-of = Planning du { $date }
desktop-production-take = Figer

# Les outils.
desktop-production-step = Étape
desktop-production-place-short = Placer…
desktop-production-view = Affichage
desktop-production-fit = Ajuster
desktop-production-today = Aujourd’hui
desktop-production-zoom-in = Voir de plus près
desktop-production-zoom-out = Voir de plus loin
desktop-production-critical-only = Chemin critique seul
desktop-production-show-links = Liens
desktop-production-show-floats = Marges derrière les barres
desktop-production-show-signed = Version figée sous les barres
desktop-production-fold-all = Replier tous les groupes
desktop-production-columns = Colonnes

# Les colonnes.
desktop-production-column-number = N°
desktop-production-column-number-long = Numéro
desktop-production-column-name = Étape
desktop-production-column-work = Jours
desktop-production-column-work-long = Jours de travail
desktop-production-column-remaining = Reste
desktop-production-column-remaining-long = Reste à faire
desktop-production-column-start = Début
desktop-production-column-finish = Fin
desktop-production-column-float = Marge
desktop-production-column-predecessors = Préd.
desktop-production-column-predecessors-long = Prédécesseurs
desktop-production-column-deadline = Échéance
desktop-production-column-booked = Réservé
desktop-production-column-slip = Écart
desktop-production-column-slip-long = Écart avec la version
desktop-production-column-who = Qui · où
desktop-production-column-width = Largeur de la colonne { $column }

# La liste et le diagramme.
desktop-production-list = Liste des étapes
desktop-production-chart = Diagramme des étapes
desktop-production-scroll = Défilement des étapes
desktop-production-fold = Replier ou montrer { $group }
desktop-production-legend = contour rouge : chemin critique · trait gris : version figée · glisser une barre montre ce que devient le PAD · Entrée ou F2 : taper dans une cellule
desktop-production-done = { $percent } % fait
desktop-production-critical = chemin critique
desktop-production-clash = en conflit
desktop-production-float-of = Marge de { $task } : { $float }
desktop-production-deadline-of = Échéance de { $task } : { $date }
desktop-production-would-clash = en conflit
desktop-production-cannot = impossible
desktop-production-tie-from-start = Lien depuis le début
desktop-production-tie-from-end = Lien depuis la fin

# Ce que devient le PAD pendant un geste.
desktop-production-ahead-delivery = PAD { $days }
desktop-production-ahead-finish = fin { $days }
desktop-production-ahead-float = marge { $float }
desktop-production-sessions-follow = { $count ->
        [one] sa séance suit
       *[other] ses { $count } séances suivent
    }
desktop-production-sessions-decide = Ses séances fixent son début : déplacez la barre entière, ou la séance.
desktop-production-is-begun = Commencée le { $moment } : elle ne se déplace plus.

# Ce que l’on tape, et ce que l’on en comprend.
desktop-production-name-missing = Une étape a besoin d’un nom
desktop-production-name-missing-hint = Tapez un nom, ou Échap pour garder l’ancien.
desktop-production-name-too-long = Ce nom est trop long : 200 caractères au plus
desktop-production-echo-milestone = Un jalon, sans travail
desktop-production-echo-remaining-as-planned = Tout le travail prévu reste à faire
desktop-production-echo-no-date = Sans date imposée
desktop-production-echo-begun = Commencée le { $moment }
desktop-production-echo-finished = Terminée le { $moment }
desktop-production-echo-not-before = Pas avant le { $moment }
desktop-production-echo-moved = { $count ->
        [one] Déplacée au { $moment }, avec sa séance
       *[other] Déplacée au { $moment }, avec ses { $count } séances
    }
desktop-production-echo-until = Jusqu’au { $moment } : { $work }
desktop-production-echo-deadline = À finir avant le { $moment }
desktop-production-before-start = L’étape commence le { $moment } : elle ne peut pas finir avant
desktop-production-before-start-hint = Tapez une date plus tardive, ou changez d’abord son début.
desktop-production-cycle-hint = Choisissez une étape qui ne l’attend pas déjà.

# Ce que l’on fait des étapes.
desktop-production-add = Nouvelle étape
desktop-production-add-milestone = Nouveau jalon
desktop-production-new-step = Nouvelle étape
desktop-production-new-milestone = Nouveau jalon
desktop-production-new-group = Nouveau groupe
desktop-production-delete = Supprimer
desktop-production-duplicate = Dupliquer
desktop-production-group = Grouper
desktop-production-indent = Mettre dans le groupe au-dessus
desktop-production-outdent = Sortir du groupe
desktop-production-up = Monter
desktop-production-down = Descendre
desktop-production-begin = Commence maintenant
desktop-production-finish = Terminée maintenant
desktop-production-set-deadline = Fixer une échéance…
desktop-production-place = Placer dans une salle…
desktop-production-links = Liens
desktop-production-outermost = Cette étape n’est dans aucun groupe
desktop-production-already-first = Elle est déjà la première
desktop-production-already-last = Elle est déjà la dernière
desktop-production-nothing-before = Il n’y a pas d’étape au-dessus pour en faire un groupe
desktop-production-no-group-of-booked = L’étape au-dessus est un jalon ou a des séances : elle ne peut pas devenir un groupe. Utilisez « Grouper ».
desktop-production-nothing-selected = Choisissez d’abord des étapes

# Les liens.
desktop-production-lag-hint = +2j, -4h, 50%
desktop-production-most-hint = 5j, 2je
desktop-production-delete-link = Supprimer le lien

# Placer une étape.
desktop-production-place-title = Placer « { $task } »
desktop-production-place-left = Reste à réserver : { $left } · déjà réservé : { $booked }
desktop-production-place-from = À partir du
desktop-production-place-room = Salle
desktop-production-place-person = Personne
desktop-production-place-looking = Recherche des salles et des personnes libres…
desktop-production-place-nothing-left = Tout le travail de cette étape est déjà réservé.
desktop-production-place-no-room = Aucune salle de ce type n’est libre assez longtemps.
desktop-production-place-nobody = Cette étape ne demande personne en particulier.
desktop-production-place-without-room = Sans salle
desktop-production-place-free = libre
desktop-production-place-together = déjà sur la suite
desktop-production-place-missing = manque { $what }
desktop-production-place-load = charge { $percent } %
desktop-production-place-book = Réserver
desktop-production-nothing-to-place = Rien à placer : ce sont des groupes, des jalons ou des étapes déjà réservées

# Coller un tableau.
desktop-production-paste-title = Coller { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
desktop-production-paste-reading = Lecture des lignes…
desktop-production-paste-summary = { $added ->
        [one] { $added } étape nouvelle
       *[other] { $added } étapes nouvelles
    } · { $changed ->
        [one] { $changed } modifiée
       *[other] { $changed } modifiées
    } · { $same ->
        [one] { $same } inchangée
       *[other] { $same } inchangées
    }
desktop-production-paste-nothing = Il n’y a rien à prendre dans ce qui est copié.
desktop-production-paste-nothing-hint = Copiez des lignes d’un tableur, une étape par ligne, son nom dans la première colonne ou sous un titre « Étape ».
desktop-production-paste-columns = Colonnes : { $columns }
desktop-production-paste-line = Ligne { $line }, { $column }
desktop-production-paste-line-alone = Ligne { $line }
desktop-production-paste-no-name = pas de nom : ligne laissée de côté
desktop-production-paste-problems = { $count ->
        [one] { $count } cellule laissée de côté
       *[other] { $count } cellules laissées de côté
    }
desktop-production-paste-more = et { $count } autres
desktop-production-paste-too-many = Au-delà de { $most } lignes, importez plutôt le fichier : le reste est laissé de côté.
desktop-production-paste-take = Ajouter au planning

# Les séances et l’historique.
desktop-production-session-when = Quand
desktop-production-session-step = Étape
desktop-production-session-room = Salle
desktop-production-session-people = Avec
desktop-production-session-work = Travail
desktop-production-no-sessions = Aucune séance
desktop-production-no-sessions-why = Choisissez une étape dans l’onglet Planning, puis « Placer… » : une salle et une personne libres sont proposées.

# La fiche.
desktop-production-sheet-what = La production
desktop-production-sheet-whom = Pour qui, avec qui
desktop-production-sheet-when = Dates
desktop-production-episodes = Épisodes
desktop-production-episode = Épisode { $number }
desktop-production-add-episode = Ajouter un épisode
desktop-production-delete-episode = Supprimer l’épisode { $number }
desktop-production-title-missing = Une production a besoin d’un titre
desktop-production-too-long = { $longest } caractères au plus
desktop-production-date-hint = 12/11/2026, lundi, +3s
desktop-production-runtime-hint = 90 min
desktop-production-new-person = « { $name } » sera une nouvelle personne

# Une nouvelle production, un planning vide.
desktop-production-new = Nouvelle production
desktop-production-create = Créer la production
desktop-production-incomplete = Il manque encore quelque chose ci-dessus
desktop-production-template = Modèle d’étapes
desktop-production-no-template = Sans modèle
desktop-production-no-template-why = Le planning commencera vide : les étapes s’ajoutent une à une, se collent d’un tableur ou s’importent.
desktop-production-template-steps = { $count ->
        [one] { $count } étape
       *[other] { $count } étapes
    }
desktop-production-episode-count = Nombre d’épisodes
desktop-production-episode-count-wrong = Un nombre de 1 à 200
desktop-production-forward = Depuis les rushes
desktop-production-backward = À rebours du PAD
desktop-production-first-rushes = Premiers rushes
desktop-production-delivery-due = Livraison du PAD
desktop-production-delivered-on = PAD : { $date }
desktop-production-begins-on = Début au plus tard : { $date }
desktop-production-begins-in-the-past = Ce début est déjà passé : le PAD serait en retard.
desktop-production-date-missing = Cette date manque encore
desktop-production-empty = Ce planning est vide
desktop-production-empty-why = Prenez les étapes d’un modèle, ajoutez-les une à une, collez-les d’un tableur ou importez un fichier.
desktop-production-apply-template = Appliquer le modèle
desktop-production-first-step = Ajouter une étape
desktop-production-languages-hint = français, anglais
