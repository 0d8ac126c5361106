# The facilities of an installation, in the window.
desktop-facilities-switch = Switch facility…
desktop-facilities-title = Facilities
desktop-facilities-here = this one
desktop-facilities-gone = folder not there
desktop-facilities-opened = opened { $at }
desktop-facilities-to-open = Open
desktop-facilities-open = Open “{ $name }”
desktop-facilities-to-forget = Forget
desktop-facilities-forget = Forget “{ $name }”
desktop-facilities-forget-what = Takes it from the list. Its data stay where they are.
desktop-facilities-found = Make another one…
desktop-facilities-join = Join another one…
desktop-facilities-folder = Open a folder…
desktop-facilities-no-store = That folder holds no facility
desktop-facilities-back-to = Back to “{ $name }”
