# Ce que dit le programme quand la fenêtre ne s’ouvre pas.
window-without-display = La fenêtre ne s’ouvre pas : aucun écran ne répond
    .hint = Il faut X11 ou Wayland : ouvrez une session graphique, ou vérifiez DISPLAY ou WAYLAND_DISPLAY. Sans écran, toutes les sous-commandes marchent : « raccord help ».
window-without-opengl = La fenêtre ne s’ouvre pas : OpenGL manque ({ $cause })
    .hint = Il faut OpenGL 2.1 ou plus récent ; le rendu logiciel suffit. Sous Debian : « apt-get install libgl1 libegl1 », ou le pilote de la carte graphique.
window-unavailable = La fenêtre ne s’ouvre pas : { $cause }
    .hint = S’il manque une bibliothèque, sous Debian : « apt-get install libgl1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 ». Sans fenêtre, toutes les sous-commandes marchent : « raccord help ».
