# What reading a file or a line of commands has to say: one message per code of `interchange`.

# -- Commands as JSON
command-not-json = { $reason ->
        [truncated] The line breaks off: it is no complete JSON object
       *[other] The line is no JSON
    }
    .hint = One object a line, for example {"{"}"command": "add_room", "name": "Audi 2"{"}"}.
command-not-object = A command is a JSON object
    .hint = For example {"{"}"command": "add_room", "name": "Audi 2"{"}"}.
command-line-too-long = The line is longer than { $limit } bytes
    .hint = Make several lines or groups of it.
command-group-too-long = A group holds { $limit } commands at most
    .hint = Make several groups of it.
command-unknown = There is no command “{ $command }”
    .hint = { $guess ->
        [no] “raccord help commands” lists them.
       *[other] Did you mean “{ $nearest }”?
    }
command-unknown-field = “{ $command }” has no field “{ $field }”
    .hint = { $guess ->
        [no] “raccord help commands” lists the fields.
       *[other] Did you mean “{ $nearest }”?
    }
command-without-name = “command” is missing
    .hint = “raccord help commands” lists the commands.
command-missing-field = “{ $field }” is missing in “{ $command }”
    .hint = “raccord help commands” shows an example.
command-wrong-type = “{ $field }” holds “{ $found }”; it wants { $expected ->
        [text] a text
        [integer] a whole number
        [flag] true or false
        [date] a date such as 2026-11-23 (1990 to 2100)
        [date-time] a moment such as 2026-11-23T09:00 (1990 to 2100)
        [minutes] a whole number of minutes
        [percent] a percentage
        [zone] a time zone such as Europe/Paris
        [choice] a word of its list
        [identifier] an identifier, or an alias such as $mix
        [identifiers] a list of identifiers or aliases
        [words] a list of words
        [week] hours by day, such as {"{"}"mon": "09:00-13:00 14:00-18:00"{"}"}
        [window] a daily window such as 09:00-19:00
        [lag] 480 (working minutes), 1440e (elapsed) or 50%
        [order] an order key (letters and digits)
        [days-off] names by date, such as {"{"}"2027-05-07": "Bridge"{"}"}
        [baseline-dates] dates by task, such as {"{"}"$mix": "2027-05-10T09:00/2027-05-14T18:00/2400"{"}"}
        [array] a list
       *[other] { $expected }
    }
    .hint = Correct the value.
command-unknown-choice = “{ $found }” is no word for “{ $field }”
    .hint = { $guess ->
        [no] Known words: { $known }.
       *[other] Did you mean “{ $nearest }”? Known words: { $known }.
    }
command-unknown-alias = Nothing is called “{ $alias }” so far
    .hint = { $guess ->
        [no] Define it first: "id": "{ $alias }" in an earlier command.
       *[other] Did you mean “{ $nearest }”?
    }
command-alias-taken = “{ $alias }” already stands for a record
    .hint = Take another alias.
command-text-too-long = “{ $field }” is longer than { $limit } characters
    .hint = Shorten it.
command-sets-nothing = This command sets no field
    .hint = Give at least one field.
command-anchor = A template is dated from one day: “forward_from” or “backward_from”
    .hint = Give exactly one of the two.
