# Les établissements d’une installation.
cli-facility = L’établissement, par son nom, le début de son nom ou son dossier
cli-further = Un établissement de plus, à côté de ceux qui sont là
cli-facilities = Les établissements de cette installation
cli-facilities-forget = L’ôte de la liste ; ses données restent où elles sont
cli-facilities-none = Aucun établissement ici : « raccord init » en crée un
cli-facilities-line = { $name } · { $folder }{ $state ->
        [gone] {" "}· absent
        [sealed] {" "}· scellé
       *[other] {""}
    }
facility-unknown = Aucun établissement « { $name } » ici. Il y a : { $known }
    .hint = « raccord facilities » les liste.
facility-ambiguous = « { $name } » peut être plusieurs établissements : { $known }
    .hint = Donnez le nom entier, ou le nom du dossier.
facility-not-said = Plusieurs établissements ici : { $known }
    .hint = Dites lequel avec --facility.
