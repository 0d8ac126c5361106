# Les publications aux clients et leurs réponses.

desktop-publications-list = Publications
desktop-publications-remark = { $count ->
        [0] aucun accord attendu
        [one] { $count } accord attendu
       *[other] { $count } accords attendus
    }
desktop-publications-spoken = { $title }, { $name }, { $published }, { $price }, { $state }
desktop-publications-publish = Publier…
desktop-publications-publish-title = Publier au client
desktop-publications-send = Envoyer
desktop-publications-cancel = Annuler
desktop-publications-none = Rien n’a été publié
desktop-publications-none-hint = Une publication envoie au client une copie du planning d’une production, sans salles, sans personnes ni remarques, et le prix si vous en donnez un. Le client y répond depuis son poste.
desktop-publications-none-client = Rien n’a encore été envoyé
desktop-publications-none-client-hint = Ce que la coordination vous publie paraît ici : planning, dates et prix, et votre réponse.
desktop-publications-number = n° { $number }
desktop-publications-name = Planning du { $day }
desktop-publications-sent-by = publiée { $at } par { $by }
desktop-publications-sent = publiée { $at }
desktop-publications-price = { $price } hors taxes
desktop-publications-no-price = sans prix
desktop-publications-delivery = Livraison { $day }
desktop-publications-ask = Demander un bon pour accord
desktop-publications-price-hint = vide : aucun prix n’est envoyé
desktop-publications-lines = { $count ->
        [0] aucune ligne
        [one] une ligne de planning
       *[other] { $count } lignes de planning
    }
desktop-publications-seen = Le client verra les noms et les dates des tâches, la livraison et le prix. Ni salles, ni personnes, ni remarques, ni coûts.
desktop-publications-readers = { $count ->
        [0] Aucun poste de client n’a accès à cette production : invitez-en un dans Postes et accès. La publication lui parviendra.
        [one] Un poste de client la recevra.
       *[other] { $count } postes de client la recevront.
    }
desktop-publications-moved-since = { $count ->
        [0] Le planning est toujours celui-là.
        [one] Depuis, une ligne a changé dans le planning.
       *[other] Depuis, { $count } lignes ont changé dans le planning.
    }
desktop-publications-paper = Exporter en PDF…
desktop-publications-withdraw = Retirer
desktop-publications-answers = Réponses du client
desktop-publications-no-answer = Le client n’a pas encore répondu.
desktop-publications-changed-since = Le prix ou la livraison ne sont plus ceux auxquels il a été répondu
desktop-publications-your-answer = Votre réponse
desktop-publications-agree = Bon pour accord
desktop-publications-refuse = Refuser
desktop-publications-say = Envoyer la remarque
desktop-publications-signature = Nom du signataire
desktop-publications-your-remark = Remarque
desktop-publications-plan = Planning publié
desktop-publications-column-name = Étape
desktop-publications-column-start = Début
desktop-publications-column-finish = Fin
desktop-publications-column-moved = Écart
desktop-publications-finished = terminé
desktop-publications-moved = { $days ->
        [0] 0 j
       *[other] { $sign }{ $days } j
    }
desktop-publications-line-spoken = { $name }, { $start } – { $finish }, { $moved }
