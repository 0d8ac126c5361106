# Les établissements d’une installation, dans la fenêtre.
desktop-facilities-switch = Changer d’établissement…
desktop-facilities-title = Établissements
desktop-facilities-here = celui-ci
desktop-facilities-gone = dossier absent
desktop-facilities-opened = ouvert le { $at }
desktop-facilities-to-open = Ouvrir
desktop-facilities-open = Ouvrir « { $name } »
desktop-facilities-to-forget = Oublier
desktop-facilities-forget = Oublier « { $name } »
desktop-facilities-forget-what = L’ôte de la liste. Ses données restent où elles sont.
desktop-facilities-found = En créer un autre…
desktop-facilities-join = En rejoindre un autre…
desktop-facilities-folder = Ouvrir un dossier…
desktop-facilities-no-store = Ce dossier ne contient pas d’établissement
desktop-facilities-back-to = Revenir à « { $name } »
