# Commands, as the history names them.
command-add = Ajout
command-set = Modification
command-delete = Suppression
command-restore = Rétablissement
command-create_production = Création d'une production
command-apply_template = Application d'un modèle
command-move_booking = Déplacement d'une réservation
command-split_booking = Découpage d'une réservation
command-change_booking = Changement d'état d'une réservation
command-take_baseline = Gel du planning de référence
command-name_person = Mise à jour de l'annuaire
command-found_facility = Création de l’établissement
command-create_document = Création d’un document
command-undo = Annulation
command-redo = Rétablissement
command-import = Import
command-group = Plusieurs commandes
