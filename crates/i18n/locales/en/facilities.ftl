# The facilities of an installation.
cli-facility = The facility, by its name, the beginning of its name or its folder
cli-further = A further facility, beside those that are there
cli-facilities = The facilities of this installation
cli-facilities-forget = Takes it from the list; its data stay where they are
cli-facilities-none = No facility here: “raccord init” makes one
cli-facilities-line = { $name } · { $folder }{ $state ->
        [gone] {" "}· gone
        [sealed] {" "}· sealed
       *[other] {""}
    }
facility-unknown = No facility “{ $name }” here. There is: { $known }
    .hint = “raccord facilities” lists them.
facility-ambiguous = “{ $name }” may be several facilities: { $known }
    .hint = Give the whole name, or the name of the folder.
facility-not-said = Several facilities here: { $known }
    .hint = Say which with --facility.
