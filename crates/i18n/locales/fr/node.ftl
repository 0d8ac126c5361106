# Ce qu’un poste répond à une commande qu’il ne peut pas exécuter.

record-in-wrong-document = Un enregistrement « { $kind } » n’a pas sa place dans ce document
    .hint = Une tâche, un lien ou une réservation appartient à une production : nommez-la ; une salle ou une personne, non.
record-exists = Il existe déjà un enregistrement { $id }
    .hint = Prenez un autre identifiant, ou modifiez celui qui existe.
record-not-deletable = Cet enregistrement ne peut pas être supprimé
    .hint = Les règles de la maison se modifient, elles ne se suppriment pas.
unknown-record = Aucun enregistrement « { $kind } » { $id } ici, ou bien il est supprimé
    .hint = Vérifiez l’identifiant ; un enregistrement supprimé se rétablit d’abord.
production-deleted = Une production { $id } a été supprimée
    .hint = Restaurez-la, ou prenez un autre identifiant.
unknown-production = Aucune production { $id } sur ce poste
    .hint = « raccord show productions » donne la liste.
unknown-reference = Le champ « { $field } » désigne « { $kind } » { $id }, qui n’existe pas
    .hint = Créez-le d’abord, dans la même commande groupée au besoin.
end-before-start = La fin ({ $end }) ne vient pas après le début ({ $start })
    .hint = Une séance qui passe minuit finit à la date du lendemain.
negative-duration = Durée négative pour « { $name } »
    .hint = Donnez zéro ou plus, en minutes.
rate-of-one = Un coût horaire est celui d’une personne ou celui d’une salle
    .hint = Donnez « person » ou « room », et un seul des deux.
money-in-euros = Les montants sont en euros pour l’instant, pas en { $currency }
    .hint = Donnez le montant en euros : 32.50 EUR.
negative-amount = Un coût ne peut pas être négatif : { $amount }
    .hint = Donnez zéro ou plus ; un champ vidé veut dire que le coût n’est pas connu.
duration-too-long = La durée de « { $name } » dépasse { $limit } minutes
    .hint = Les durées sont en minutes ouvrées : 480 pour une journée de huit heures.
group-in-itself = « { $name } » serait contenue dans elle-même
    .hint = Choisissez un autre groupe.
link-without-ends = Un lien veut une tâche de départ et une tâche d’arrivée
    .hint = Donnez « from » et « to ».
link-cycle = « { $to } » précède déjà « { $from } » : le lien fermerait une boucle
    .hint = Retirez d’abord l’un des liens qui mènent de « { $to } » à « { $from } ».
link-within-group = Un lien ne relie pas un groupe à l’une de ses propres tâches
    .hint = Reliez deux tâches, ou deux groupes distincts.
task-worked = « { $name } » a déjà des séances commencées ou faites
    .hint = Terminez la tâche plutôt que de la supprimer, ou supprimez d’abord ces séances.
task-bookings-ended = { $released ->
        [0] { $cancelled ->
                [one] Une séance confirmée a été annulée avec la tâche
               *[other] { $cancelled } séances confirmées ont été annulées avec la tâche
            }
       *[other] Réservations de la tâche : options libérées : { $released }, séances annulées : { $cancelled }
    }
    .hint = Prévenez les personnes concernées, ou annulez la suppression.
task-begun = « { $name } » est commencée ou finie : son début est un fait
    .hint = Déplacez ses séances à venir, ou corrigez son début réel.
task-undated = « { $name } » n’a pas de dates : elle fait partie d’une boucle
    .hint = Retirez l’un des liens de la boucle.
task-is-group = « { $name } » est un groupe de tâches
    .hint = Placez les tâches qu’il contient.
nothing-to-place = Il ne reste rien à réserver pour « { $name } »
    .hint = Tout son travail est déjà réservé ou fait ; ajoutez une réservation à la main au besoin.
no-open-time = Aucun horaire ouvert pour placer « { $name } »
    .hint = Vérifiez les horaires de la salle et de la maison, ou la durée de la tâche.
booking-without-dates = Cette réservation n’a pas de dates
    .hint = Donnez-lui d’abord un début et une fin.
booking-pinned = Cette réservation est épinglée
    .hint = Désépinglez-la pour la déplacer.
booking-verb-refused = Impossible : « { $verb } » n’a pas de sens pour une réservation à l’état « { $state } »
    .hint = Le rang d’une option va de 1 à 3 ; ce qui est fait ne s’annule plus.
split-outside = { $at } n’est pas entre { $start } et { $end }
    .hint = Coupez à l’intérieur de la réservation.
name-too-long = Ce nom dépasse { $limit } caractères
    .hint = Raccourcissez-le.
unknown-template = Aucun modèle « { $template } »
    .hint = Modèles connus : { $known }.
nothing-to-undo = Rien à annuler sur ce poste
    .hint = On n’annule que ses propres commandes.
nothing-to-redo = Rien à rétablir sur ce poste
    .hint = Une nouvelle commande efface ce qui pouvait être rétabli.
undo-overtaken = { $count ->
        [one] Une valeur n’a pas été reprise : elle a été changée depuis
       *[other] { $count } valeurs n’ont pas été reprises : elles ont été changées depuis
    }
    .hint = L’historique montre qui les a changées.
command-skipped = Ligne laissée de côté : { $reason }
    .hint = Le reste a été repris.
store-already-open = Ce dossier est déjà ouvert par un autre programme
    .hint = Fermez l’autre fenêtre ou l’autre commande Raccord, puis recommencez. Ne supprimez rien.
store-read-only = Les données sont en lecture seule : { $cause }
    .hint = Le rapport à côté du fichier dit ce qui a été relu. Rien n’est perdu : une copie du fichier est gardée.
store-damaged = Le fichier des données est abîmé : { $cause }
    .hint = Une copie en a été gardée et ce qui est lisible est ouvert en lecture seule. Lisez le rapport à côté du fichier.
store-full = Le disque est plein : cette modification n’est pas gardée
    .hint = Faites de la place, puis recommencez ; ce qui était gardé le reste.
store-too-new = Ces données viennent d’une version plus récente de Raccord ({ $found } ; connue ici : { $known })
    .hint = Mettez Raccord à jour sur ce poste.
store-not-a-store = « { $path } » n’est pas un fichier de Raccord
    .hint = Choisissez un autre dossier avec --store.
store-missing = Aucune donnée de Raccord dans « { $path } »
    .hint = « raccord init --facility NOM --person NOM » crée un établissement, « raccord demo » celui de démonstration.
store-exists = Il y a déjà des données de Raccord dans « { $path } »
    .hint = Choisissez un autre dossier avec --store.
store-fault = Le disque a refusé : { $cause }
    .hint = La modification n’est pas gardée. Fermez Raccord, vérifiez le disque, rouvrez.
document-fault = Un document ne se lit pas : { $cause }
    .hint = « raccord doctor » dit lequel ; son contenu est gardé tel quel.
node-stopped = Le programme s’est arrêté d’écrire
    .hint = Rouvrez Raccord ; ce qui était gardé l’est toujours.
directory-unreadable = { $count ->
        [one] Une fiche de l’annuaire ne se lit pas ou n’est pas signée
       *[other] { $count } fiches de l’annuaire ne se lisent pas ou ne sont pas signées
    }
    .hint = Redonnez leur nom à ces personnes.
document-kind-unknown = Un document de type « { $kind } » est gardé mais cette version ne le lit pas
    .hint = Mettez Raccord à jour sur ce poste.
document-incomplete = Le document { $id } est gardé mais son début n’est pas encore arrivé
    .hint = Il se complétera à la prochaine réunion des postes.
snapshot-skipped = { $count ->
        [one] Une copie rapide d’un document était illisible : il a été relu en entier
       *[other] { $count } copies rapides d’un document étaient illisibles : il a été relu en entier
    }
not-allowed = Ce poste ne peut pas écrire : { $document ->
        [facility] la maison (salles, équipes)
        [casting] les affinités et les coûts
        [plan] ce planning
        [directory] cette fiche de l’annuaire
       *[other] ce document
    }
    .hint = La coordination peut le faire ; « raccord grants » et l’écran Postes et accès disent qui a quels droits.
revoke-admin = Un administrateur n’en retire pas un autre : seule la clé de l’établissement le peut
    .hint = Prenez la feuille qui porte la clé, ou deux de ses parts.
revoke-nothing = Ce poste n’a pas de droit en cours
    .hint = « raccord grants » en donne la liste.
adopt-unknown = Aucune modification mise de côté ne porte ce nom
    .hint = « raccord quarantine » les liste.
adopt-unreadable = Cette modification ne peut pas être lue, donc pas reprise
    .hint = Demandez à son auteur ce qu’il avait fait, et refaites-le.
adopt-lacks = Cette modification s’appuie sur une autre que ce poste n’a pas reçue
    .hint = Reprenez-la sur le poste qui a reçu les deux.
adopt-overtaken = { $count ->
        [one] Une valeur n’a pas été reprise : elle a été changée depuis
       *[other] { $count } valeurs n’ont pas été reprises : elles ont été changées depuis
    }
    .hint = L’historique montre qui les a changées.
ticket-used-again = Une invitation déjà utilisée a été présentée par un autre poste
    .hint = Quelqu’un d’autre l’a peut-être eue : vérifiez qui est entré, et révoquez ce qui n’est pas voulu.
change-forked = Une modification a été mise de côté : son poste a signé deux modifications sous le même numéro
    .hint = Une copie de ses données sert quelque part : trouvez-la et fermez-la, puis refaites ce qui manque.

backup-no-lock = Une sauvegarde se verrouille avec une phrase secrète
    .hint = Donnez-en une.
backup-bad-key = Ce texte n’est pas une clé de sauvegarde
    .hint = Copiez la ligne entière.
backup-wrong-passphrase = La phrase secrète n’ouvre pas cette sauvegarde
    .hint = Retapez-la ; si elle est sûrement bonne, le début du fichier est abîmé : prenez une autre sauvegarde.
backup-wrong-key = Aucune de ces clés n’ouvre cette sauvegarde
    .hint = Prenez une clé pour laquelle elle a été faite.
backup-other-lock = Cette sauvegarde est verrouillée d’une autre façon
    .hint = Donnez la phrase secrète, ou la clé.
backup-not-a-backup = { $path } n’est pas une sauvegarde de Raccord
    .hint = Choisissez un autre fichier.
backup-too-new = Cette sauvegarde vient d’une version plus récente de Raccord ({ $found } ; connue ici : { $known })
    .hint = Mettez Raccord à jour.
backup-cut-short = La sauvegarde est incomplète
    .hint = Recopiez-la d’où elle vient, ou prenez-en une autre.
backup-damaged = La sauvegarde est abîmée : { $cause }
    .hint = Recopiez-la d’où elle vient, ou prenez-en une autre.
backup-exists = { $path } existe déjà
    .hint = Choisissez un autre nom : une sauvegarde n’en écrase pas une autre.
backup-unreadable = La sauvegarde ne se lit pas : { $cause }
    .hint = Vérifiez le disque ou le réseau, puis réessayez.
backup-unwritable = La sauvegarde ne s’écrit pas : { $cause }
    .hint = Choisissez un autre endroit.
backup-no-room = Il n’y a pas assez de place pour la sauvegarde
    .hint = Faites de la place, ou choisissez un autre endroit.
backup-folder = Ce dossier ne peut pas recevoir de sauvegardes : { $path } ({ $cause })
    .hint = Choisissez un dossier qui existe, sur un autre disque que les données.
backup-never = Ce poste n’a jamais été sauvegardé
    .hint = « raccord backup FICHIER » fait une sauvegarde verrouillée.
root-key-open = La clé de l’établissement n’est pas encore recopiée sur papier
    .hint = « raccord root-key », ou l’écran Postes et accès, montre les 24 mots.
root-key-of-another = Ces mots sont ceux d’un autre établissement
    .hint = Prenez la feuille de celui-ci.
store-locked = Les données de ce poste sont scellées
    .hint = Donnez la phrase secrète, avec --passphrase-file dans un script.
store-wrong-passphrase = La phrase secrète n’ouvre pas ces données
    .hint = Retapez-la ; rien n’a été changé.
store-wrong-key = Cette clé n’ouvre pas ces données
    .hint = Prenez celle de ce poste ; rien n’a été changé.
store-not-sealed = Les données de ce poste ne sont pas scellées
    .hint = « raccord seal » les scelle.
store-sealed = Les données de ce poste sont déjà scellées
    .hint = « raccord unseal » les descelle.
store-no-lock = Il faut une phrase secrète pour sceller
    .hint = Donnez-en une.
variant-unknown = Aucune variante ouverte { $id } ici
    .hint = Elle a été reprise dans le planning ou abandonnée ; « raccord show variants » les liste.
variant-elsewhere = Dans une variante, seul le planning de sa production se modifie
    .hint = Quittez la variante pour modifier le reste : ce serait un vrai changement.
variant-overtaken = { $count ->
        [one] Le planning a changé entre-temps à un endroit de la variante ; la valeur du planning y reste
       *[other] Le planning a changé entre-temps à { $count } endroits de la variante ; les valeurs du planning y restent
    }
points-out-of-range = Des points vont de 0 à { $limit }
    .hint = Plus un dérangement compte, moins les solutions le proposent ; laissez vide pour la valeur habituelle.
slip-incomplete = Le bon n’est pas complet : il manque « { $field } »
    .hint = Remplissez ce champ, puis remettez le bon.
slip-not-handed-in = Ce bon n’a pas été remis
    .hint = Le technicien le remet, puis la coordination le valide.
slip-accepted-already = Ce bon est déjà validé tel qu’il est
    .hint = Il n’y a rien à valider de plus.
slip-frozen = Ce bon a été validé le { $at } et ne se modifie plus
    .hint = Demandez à la coordination de le rouvrir.
slip-too-long = Un bon couvre au plus { $limit } heures
    .hint = Vérifiez la date de la fin, ou faites un bon par journée.
slip-without-work = Les pauses et l’attente dépassent le temps passé
    .hint = Corrigez le début, la fin, la pause ou l’attente.
slip-negative = Une durée de ce bon est négative
    .hint = Donnez zéro ou plus.
slip-remaining-too-long = Ce qui reste à faire dépasse { $limit } minutes
    .hint = Les durées sont en minutes ouvrées : 480 pour une journée de huit heures.
publication-frozen = Une publication ne se modifie plus : le client y a peut-être déjà répondu
    .hint = Publiez-en une nouvelle ; elle remplace celle-ci.
publication-empty = Il n’y a rien à publier : le planning n’a aucune tâche datée et aucun prix n’est donné
    .hint = Ajoutez des tâches au planning, ou donnez un prix.
answer-frozen = Une réponse ne se modifie plus : la coordination s’y est peut-être déjà fiée
    .hint = Donnez-en une nouvelle ; la dernière compte.
answer-unsigned = Un accord ou un refus est signé d’un nom
    .hint = Donnez le nom de la personne qui répond.
answer-empty = Cette remarque ne dit rien
    .hint = Écrivez la remarque, ou répondez par un accord ou un refus.
