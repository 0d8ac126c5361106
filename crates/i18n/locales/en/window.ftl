# What the program says when the window does not open.
window-without-display = The window does not open: no display answers
    .hint = It needs X11 or Wayland: open a graphical session, or check DISPLAY or WAYLAND_DISPLAY. Without a display all sub-commands work: “raccord help”.
window-without-opengl = The window does not open: OpenGL is missing ({ $cause })
    .hint = It needs OpenGL 2.1 or later; software rendering will do. On Debian: “apt-get install libgl1 libegl1”, or the driver of the graphics card.
window-unavailable = The window does not open: { $cause }
    .hint = If a library is missing, on Debian: “apt-get install libgl1 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0”. Without a window all sub-commands work: “raccord help”.
