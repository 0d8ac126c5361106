# Qui peut quoi : rôles, clé de l’établissement, invitations, journal des droits, et ce qui est refusé d’autres postes.

role-admin = Administration
role-coordination = Coordination
role-payroll_accounts = Paie et comptabilité
role-technician = Technicien
role-client = Client
role-rights_holder = Ayant droit
role-read_only = Lecture seule

frame-too-long = Ce qui a été reçu est plus long que ne peut l’être un tel message ; ce n’est pas lu
    .hint = Vérifiez le poste qui l’a envoyé.
frame-version = Ce qui a été reçu vient d’une version plus récente de Raccord
    .hint = Mettez Raccord à jour sur ce poste.
frame-form = Ce qui a été reçu est incomplet ou n’a pas été écrit par Raccord
    .hint = Ce sera redemandé.
frame-signature = La signature de ce qui a été reçu n’est pas celle de son auteur déclaré
    .hint = Vérifiez le poste qui l’a envoyé.

root-words-count = La clé de l’établissement compte 24 mots ; en voici { $count }
    .hint = Saisissez tous les mots de la feuille, dans l’ordre.
root-words-unknown = Le mot { $place }, « { $word } », n’est pas dans la liste
    .hint = Vérifiez ce mot sur la feuille ; ses quatre premières lettres suffisent.
root-words-checksum = Ces mots ne vont pas ensemble
    .hint = L’un d’eux est faux, ou deux sont intervertis : comparez avec la feuille.
root-part-not-one = Ce n’est pas une part de la clé d’un établissement
    .hint = Le texte d’une part commence par raccord-part:
root-part-mistyped = La part est mal saisie, ou il en manque un morceau
    .hint = Comparez avec la feuille ; majuscules, espaces et retours à la ligne sont sans importance.
root-part-version = La part vient d’une version plus récente de Raccord
    .hint = Mettez Raccord à jour.
root-part-same = C’est deux fois la même part
    .hint = Prenez une autre des trois.
root-part-strangers = Ces deux parts ne vont pas ensemble
    .hint = Prenez deux parts faites le même jour, pour le même établissement.

operation-facility = Une opération d’un autre établissement a été refusée
    .hint = Vérifiez le poste qui l’a envoyée.
operation-not-admin = Une opération a été refusée : son auteur n’est pas administrateur
    .hint = Demandez à un administrateur de la faire.
operation-root-only = Seule la clé de l’établissement nomme des administrateurs
    .hint = Prenez la feuille qui porte la clé, ou deux de ses parts.
operation-not-for-root = La clé de l’établissement nomme et retire des administrateurs, et ne fait rien d’autre
    .hint = Faites-le en tant qu’administrateur.
operation-sequence = Une opération a été refusée : son numéro est impossible
    .hint = Vérifiez le poste qui l’a envoyée.
operation-full = Trop d’opérations en attendent d’autres
    .hint = Elles seront redemandées.

log-grant-void = Le droit { $grant } est sans effet : ce rôle ne peut pas avoir cette étendue
    .hint = Donnez-en un autre, pour des productions ou des catalogues nommés.
log-grant-twice = Le droit { $grant } a été donné deux fois ; le révoquer met fin aux deux
    .hint = Donnez chaque droit sous un numéro à lui.
log-admin-stays = Un administrateur a voulu en retirer un autre ({ $grant }) ; seule la clé de l’établissement le peut
    .hint = Prenez la feuille qui porte la clé, ou deux de ses parts.
log-root-fork = La clé de l’établissement a servi deux fois sous le numéro { $sequence } : quelqu’un d’autre la détient peut-être
    .hint = Comparez qui est administrateur et qui devrait l’être. Dans le doute, recréez l’établissement avec une nouvelle clé.
log-after-removal = { $count ->
        [one] Une opération
       *[other] { $count } opérations
    } de l’administrateur retiré { $device } { $count ->
        [one] est arrivée trop tard et reste sans effet
       *[other] sont arrivées trop tard et restent sans effet
    }
    .hint = Rien à faire, sauf s’il y manque un travail de bonne foi : refaites-le.
log-unknown-operation = Une opération de sorte { $kind } vient d’une version plus récente de Raccord et reste ici sans effet
    .hint = Mettez Raccord à jour sur ce poste.

session-unknown = Un poste qui n’est pas de l’établissement n’a pas reçu de réponse
    .hint = Invitez-le, s’il doit le rejoindre.
session-revoked = Les droits de ce poste ont été révoqués
    .hint = Un administrateur peut l’inviter de nouveau.
session-lapsed = Les droits de ce poste sont échus
    .hint = Un administrateur peut les redonner ; rien n’est perdu.

envelope-too-long = Une modification reçue dépasse 1 Mio ; elle n’est pas lue
    .hint = Vérifiez le poste qui l’a envoyée.
envelope-version = Une modification reçue vient d’une version plus récente de Raccord
    .hint = Mettez Raccord à jour sur ce poste.
envelope-form = Une modification reçue est incomplète ou abîmée
    .hint = Elle sera redemandée.
envelope-signature = Une modification reçue n’est pas signée par son auteur déclaré
    .hint = Vérifiez le poste qui l’a envoyée.
envelope-not-allowed = Une modification reçue a été refusée : son auteur ne peut pas écrire ce document
    .hint = Donnez-lui ce droit, si ce travail est voulu.
envelope-not-its-change = Une modification reçue a été refusée : elle n’est pas ce que dit son enveloppe
    .hint = Vérifiez le poste qui l’a envoyée.
envelope-actor = Une modification reçue a été refusée : elle porte le nom d’un autre poste
    .hint = Vérifiez le poste qui l’a envoyée.
envelope-own-actor = Une modification reçue porte le nom de ce poste et n’a pas été écrite ici
    .hint = Une copie des données de ce poste sert quelque part : trouvez-la et fermez-la.
envelope-awaits-author = Une modification attend que son auteur soit connu ici
    .hint = Elle sera reprise dès que la liste des droits sera arrivée.
envelope-awaits-log = Une modification attend la liste des droits que son auteur avait vue
    .hint = Elle sera reprise dès que celle-ci sera arrivée.
envelope-awaits-first = Une modification attend les précédentes de son auteur
    .hint = Elle sera reprise dès qu’elles seront arrivées.
record-form = Une fiche d’annuaire reçue ne peut pas être lue
    .hint = Elle sera redemandée.
record-signature = Une fiche d’annuaire reçue n’est pas signée par son auteur déclaré
    .hint = Vérifiez le poste qui l’a envoyée.
record-erased = Une fiche d’annuaire reçue est celle d’une personne effacée ; elle n’est pas gardée
    .hint = Rien à faire.

change-after-revocation = Une modification a été mise de côté : les droits de son auteur avaient pris fin et personne ne s’est appuyé dessus
    .hint = Regardez-la, et reprenez-la à votre nom si elle est voulue.
change-not-allowed = Une modification a été mise de côté : son auteur n’a jamais pu écrire ce document
    .hint = Vérifiez le poste qui l’a envoyée.
change-builds-on-set-aside = Une modification a été mise de côté : elle s’appuie sur une autre qui ne compte pas
    .hint = Reprenez d’abord la précédente.
change-waits = Une modification en attend d’autres, sur lesquelles elle s’appuie
    .hint = Elle sera reprise dès qu’elles seront arrivées.

ticket-not-one = Ce n’est pas une invitation
    .hint = Le texte d’une invitation commence par raccord:
ticket-mistyped = L’invitation est mal saisie, ou il en manque un morceau
    .hint = Copiez-la en entier ; majuscules, espaces et retours à la ligne sont sans importance.
ticket-too-long = C’est plus long que toute invitation
    .hint = Copiez l’invitation, et rien d’autre.
ticket-version = L’invitation vient d’une version plus récente de Raccord
    .hint = Mettez Raccord à jour sur ce poste.
ticket-unknown = Le poste qui a invité ne connaît pas cette invitation
    .hint = Demandez-en une nouvelle.
ticket-expired = L’invitation est périmée
    .hint = Demandez-en une nouvelle : chacune vaut un jour au plus.
ticket-used = L’invitation a déjà servi, à un autre poste
    .hint = Demandez-en une nouvelle et prévenez l’établissement : quelqu’un d’autre l’a peut-être eue.
ticket-attempts = L’invitation a été essayée trop souvent
    .hint = Demandez-en une nouvelle.

join-code-differs = Les codes des deux écrans diffèrent : quelqu’un s’est peut-être interposé
    .hint = Demandez une nouvelle invitation, par une autre voie que la première.
join-commitment = L’autre poste ne tient pas ce qu’il a d’abord dit
    .hint = Demandez une nouvelle invitation, par une autre voie que la première.
join-certificate = L’autre poste n’est pas celui qu’on croit
    .hint = Vérifiez l’invitation, et demandez-en une nouvelle.
join-out-of-turn = L’autre poste a dit quelque chose d’inattendu
    .hint = Mettez Raccord à jour sur les deux postes, puis réessayez.
join-withdrawn = L’autre côté a renoncé
    .hint = Réessayez quand vous êtes prêts tous les deux.
join-refused = L’autre poste a refusé, pour une raison d’une version plus récente de Raccord
    .hint = Mettez Raccord à jour sur ce poste.

invite-not-admin = Ce poste ne peut pas inviter : il n’est pas celui d’un administrateur
    .hint = Demandez à un administrateur d’inviter.
invite-scope = Ce rôle ne peut pas avoir cette étendue
    .hint = Un client reçoit des productions nommées, un ayant droit des catalogues nommés ; les administrateurs sont nommés par la clé de l’établissement.
invite-expiry = Une invitation vaut un jour au plus
    .hint = Donnez-lui moins d’heures.
invite-not-ours = L’invitation n’est pas de ce poste et de cet établissement
    .hint = Faites-en une nouvelle ici.
invite-secret = Le secret de l’invitation a déjà servi
    .hint = Faites-en une nouvelle.
invite-full = Trop d’invitations sont ouvertes
    .hint = Retirez-en, ou attendez qu’elles se périment.

reach-lan = local
reach-direct = direct
reach-relay = relais
reach-linked = relié
reach-offline = hors ligne
reach-turns_away = refuse ce poste
reach-lapsed = échu
reach-revoked = révoqué

peer-done = L’autre poste a terminé
peer-version = Les deux postes n’ont pas de version commune
    .hint = Mettez Raccord à jour sur le plus ancien.
peer-faults = Trop d’erreurs de l’autre poste
    .hint = Vérifiez-le ; il peut se reconnecter.
peer-nonsense = L’autre poste ne parle pas comme Raccord
    .hint = Vérifiez-le.
peer-silent = L’autre poste ne répond plus
    .hint = Vérifiez le réseau ; la liaison reprend seule.
peer-refused = L’autre poste ne reçoit pas celui-ci
    .hint = Un administrateur peut l’inviter.
peer-other = La liaison a été coupée, pour une raison d’une version plus récente de Raccord

net-port-taken = Le port { $port } sert à un autre programme
    .hint = Fermez-le, ou écoutez sur un autre port avec --bind.
net-address = { $address } n’est pas une adresse de ce poste
    .hint = Prenez-en une de ce poste, ou aucune pour toutes.
net-relay = « { $relay } » n’est pas l’adresse d’un relais
    .hint = Écrivez-la comme https://relais.exemple.fr
net-unavailable = Le réseau n’est pas disponible : { $cause }
    .hint = Le travail continue sur ce poste ; réessayez plus tard.
join-no-address = L’invitation ne donne pas d’adresse
    .hint = Demandez-en une nouvelle.
join-own = L’invitation est de ce poste même
    .hint = Ouvrez-la sur le poste qui doit entrer.
join-unreachable = Personne ne répond à l’adresse de l’invitation
    .hint = L’autre poste est-il allumé, Raccord ouvert, sur le même réseau ?
join-not-expected = L’autre poste n’attend personne
    .hint = Demandez une nouvelle invitation.
join-full = Ce poste a déjà trop de liaisons
    .hint = Réessayez plus tard.
