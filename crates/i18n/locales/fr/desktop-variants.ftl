# Les variantes d’un planning.
desktop-shell-new-variant = Nouvelle variante…
desktop-shell-compare-variant = Comparer la variante au planning
desktop-shell-leave-variant = Quitter la variante
desktop-variants-none = Variante
desktop-variants-shown = Variante : « { $name } »
desktop-variants-list = Variantes
desktop-variants-plan = Le planning lui-même
desktop-variants-inside = Variante « { $name } » · { $production }
desktop-variants-overtaken = { $count ->
    [one] le planning a changé entre-temps à 1 endroit
   *[other] le planning a changé entre-temps à { $count } endroits
}
desktop-variants-compare = Comparer
desktop-variants-take = Reprendre dans le planning
desktop-variants-drop = Abandonner la variante
desktop-variants-leave = Quitter
desktop-variants-gone = La variante « { $name } » n’est plus ouverte : voici le planning lui-même
desktop-variants-why = Une variante part du planning et le suit. Ce que vous y changez reste à part jusqu’à ce que vous le repreniez dans le planning.
desktop-variants-of = Production
desktop-variants-name = Nom de la variante
desktop-variants-name-hint = mix en soirée
desktop-variants-make = Créer
desktop-variants-missing = Donnez un nom à la variante.
desktop-variants-beside = Variante « { $name } » et planning
desktop-variants-working = Comparaison en cours
desktop-variants-margin = Marge
desktop-variants-clashes-added = Conflits en plus
desktop-variants-clashes-solved = Conflits en moins
desktop-variants-sessions = Séances
desktop-variants-changed = Autres changements
desktop-variants-plan-changed = Changé entre-temps dans le planning
desktop-variants-same = La variante ne dit encore rien d’autre que le planning.
desktop-variants-over = Reprendre la variante aussi là où le planning a changé entre-temps
desktop-variants-date = { $name } : { $before } → { $after } (pour le { $due })
desktop-variants-moved = { $name } : { $from } → { $to }
desktop-variants-added = { $name } : nouvelle séance, { $to }
desktop-variants-removed = { $name } : séance supprimée, elle était le { $from }
