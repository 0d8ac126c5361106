# The command line.

cli-about = Raccord: the desk of post-production. Without a sub-command the window opens.
cli-after-help = “raccord help COMMAND” shows an example; “raccord help commands” lists what “apply” understands.
cli-store = Folder of the data (default: the system’s)
cli-lang = Language of the answers
cli-json = One JSON value on standard output, nothing else
cli-production = Identifier or title of a production
cli-from = First day (YYYY-MM-DD)
cli-to = Last day (YYYY-MM-DD)
cli-init = Makes a facility on this machine
cli-init-facility = Name of the facility
cli-init-person = Your name
cli-demo = Makes the demo facility and opens it in the window
cli-demo-headless = Without a window: plays the scripted week and tells what happens
cli-demo-weeks = Weeks of history
cli-demo-seed = Seed: the same one gives the same demonstration
cli-demo-today = Monday of the week that is played (YYYY-MM-DD)
cli-status = This machine and its documents
cli-show = Shows productions, a plan, rooms, clashes…
cli-show-subject = What to show
cli-show-id = The record whose history is wanted
cli-show-at = As it was at that moment (RFC 3339)
cli-show-task = For “free”: who can do this task, by identifier or name
cli-apply = Carries out commands, one JSON object a line
cli-apply-file = File of commands, or “-” for standard input
cli-undo = Undoes one’s last command
cli-redo = Redoes what was just undone
cli-import = Takes files in: MS Project XML, XLSX, CSV, iCalendar
cli-import-into = Production that receives (otherwise a new one)
cli-import-as = Format, if the name does not tell
cli-import-map = JSON file: column heading → field
cli-import-dry-run = Reads and says what would be taken, changes nothing
cli-export = Writes a file: plan, weeks, door sheets, calendar…
cli-export-what = What to write
cli-export-format = pdf, xlsx, mspdi or ics
cli-export-to = File to write
cli-export-person = Person whose calendar or sheet is wanted
cli-export-publication = Publication that is wanted; else the last of the production
cli-export-room = Room whose calendar is wanted
cli-doctor = Checks the data and says what is wrong
cli-help = Help and examples
cli-help-topic = A command, or “commands”

cli-hint = What to do: { $hint }
cli-created = Facility “{ $facility }” made in { $path }
cli-applied = Done ({ $count ->
        [one] 1 command
       *[other] { $count } commands
    }), revision { $revision }
cli-undone = Undone: { $what }
cli-redone = Redone: { $what }
cli-exported = { $path }: { $bytes } bytes
cli-imported = { $file } ({ $format }): { $records }
cli-dry-run = Dry run: nothing was changed
cli-opened-read-only = Read-only: { $reason }
cli-nothing = Nothing to show
cli-file-unreadable = “{ $path }” cannot be read: { $cause }
    .hint = Check the file’s name and permissions.
cli-file-unwritable = “{ $path }” cannot be written: { $cause }
    .hint = Choose another name or folder.
cli-ambiguous-production = “{ $name }” could be several productions
    .hint = Give the identifier: { $ids }.
cli-unknown-production = No production is called “{ $name }”
    .hint = “raccord show productions” lists them.
cli-unknown-resource = Nobody and no room is called “{ $name }”
    .hint = “raccord show rooms” and “raccord show people” list them.
cli-production-needed = Which production?
    .hint = Add --production TITLE or --production ID.
cli-subject-needed = Whose, or which room’s?
    .hint = Add --person ID or --room ID.
cli-replan = Proposes ways out of what happens: a delay, an absence, an overrun, a delivery moved…
cli-replan-event = What happens
cli-replan-production = The production, by identifier or title
cli-replan-task = The task, by identifier or name; several for “relock”
cli-replan-episode = The episode whose delivery moves
cli-replan-resource = The person, the room or the machine
cli-replan-from = Beginning of the absence: 2026-11-24 or 2026-11-24T14:00
cli-replan-to = End of the absence: last day, or exact moment
cli-replan-until = When what is missing will be there: 2026-11-25 or 2026-11-25T14:00
cli-replan-work = Work that remains or is to be redone: 2d, 12h
cli-replan-date = The new day of delivery
cli-replan-clash = Place of the clash in “raccord show clashes”
cli-replan-alternatives = Ways out to show at most
cli-replan-seconds = Seconds of search
cli-replan-apply = Carries out the way out of this place, in one step
cli-replan-others = May also move confirmed sessions of other productions
cli-replan-missing = “--event { $event }” needs “--{ $option }”
    .hint = “raccord help replan” gives examples.
cli-replan-no-way = There is no way out number { $number }
    .hint = Without “--apply” the ways out are shown and nothing is written.
cli-replan-nothing = Nothing needs to move
cli-replan-way = { $place } · { $name } · { $cost } · { $moved ->
    [0] no session moved
    [one] 1 session moved
   *[other] { $moved } sessions moved
}{ $confirmed ->
    [0] {""}
    [one] {" "}· 1 confirmed
   *[other] {" "}· { $confirmed } confirmed
}{ $added ->
    [0] {""}
    [one] {" "}· 1 added
   *[other] {" "}· { $added } added
}
cli-replan-delivery = { $name }: { $state ->
    [late] { $after } for { $due }, { $days } d late
   *[kept] { $after }, date kept ({ $due })
}
cli-replan-moved = { $name }: { $from } → { $to }
cli-replan-added = { $name }: new session, { $to }
cli-replan-unplaced = { $name }: no place found, stays on { $from }
cli-replan-bends = to be accepted: { $rule }
cli-replan-calls = to be told: { $people }
cli-nothing-published = No such thing was published
    .hint = “raccord show publications” lists what was.
cli-unknown-record = “{ $name }” names nothing here
    .hint = “raccord show plan”, “raccord show rooms” and “raccord show people” give the names.
cli-ambiguous-record = “{ $name }” names several things
    .hint = Give the identifier: { $ids }.
cli-solve = Solves PSPLIB or Patterson instances with the engine of plans
cli-solve-files = Files .sm, .rcp, or several instances in one file
cli-solve-seconds = Seconds of search for an instance
cli-solve-threads = Searches at once, each with a seed of its own
cli-solve-seed = Seed of the first
cli-solved = { $instance }: { $makespan } (at least { $bound }), { $schedules } schedules tried
solve-too-many = { $instance } has { $count } { $what }, more than { $most }
    .hint = Solve a part of it.
solve-nobody-can = { $instance }: activity { $activity } asks for more of resource { $resource } than there is
    .hint = Correct the request or the capacity.
solve-unknown = { $instance }: activity { $activity } names an activity or a resource that is not there
    .hint = Correct the file.
solve-cycle = { $instance }: activity { $activity } waits for itself, through others
    .hint = Take away one of the dependencies of the cycle.
cli-bad-number = “{ $text }” is no whole number that fits here
cli-bad-date = “{ $text }” is not a date
    .hint = Write YYYY-MM-DD, for instance 2026-11-23.
cli-bad-moment = “{ $text }” is not a moment
    .hint = Write for instance 2026-11-23T14:30:00+01:00.
cli-bad-id = “{ $text }” is not an identifier
    .hint = An identifier has 26 characters; “raccord show” gives them.
cli-unknown-format = The format “{ $format }” does not go with “{ $what }”
    .hint = Possible formats: { $known }.
cli-unknown-topic = There is no help on “{ $topic }”
    .hint = “raccord help” lists the commands.

demo-making = Demonstration: { $weeks } weeks of history…
demo-made = { $productions } productions, { $tasks } tasks, { $bookings } bookings, in { $path }
demo-day = { $day } — { $what }
demo-result-clashes = clashes: { $before } → { $after }
demo-result-delivery = “{ $title }”: float before delivery { $before } → { $after }
demo-result-task = “{ $task }”: finish { $before } → { $after }
demo-result-merged = two machines met: { $received } changes received, same documents: { $same }
demo-file = file: { $path } ({ $bytes } bytes)
cli-doctor-sound = { $count ->
        [one] Sound data: 1 document read, signatures checked
       *[other] Sound data: { $count } documents read, signatures checked
    }
cli-doctor-unsound = { $count ->
        [one] Damaged data: 1 document could be read
       *[other] Damaged data: { $count } documents could be read
    }
envelope-unsound = { $count ->
        [one] One change that is kept is not signed as it should be
       *[other] { $count } changes that are kept are not signed as they should be
    }
    .hint = They stay in the file; send them to nobody before you know where they come from.

record-task = { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }
record-link = { $count ->
        [one] { $count } link
       *[other] { $count } links
    }
record-calendar = { $count ->
        [one] { $count } calendar
       *[other] { $count } calendars
    }
record-resource = { $count ->
        [one] { $count } resource
       *[other] { $count } resources
    }
record-assignment = { $count ->
        [one] { $count } assignment
       *[other] { $count } assignments
    }
record-baseline = { $count ->
        [one] { $count } baseline
       *[other] { $count } baselines
    }
record-attachment = { $count ->
        [one] { $count } attachment
       *[other] { $count } attachments
    }
record-variant = { $count ->
        [one] { $count } variant
       *[other] { $count } variants
    }
record-holiday = { $count ->
        [one] { $count } holiday
       *[other] { $count } holidays
    }
record-row = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
record-event = { $count ->
        [one] { $count } event
       *[other] { $count } events
    }

cli-usage = Usage
cli-commands = Commands
cli-options = Options
cli-arguments = Arguments
cli-option-help = Shows this help
cli-option-version = Shows the version
cli-usage-unknown = “{ $found }” is no option or argument known here
    .hint = “raccord help” or “raccord help COMMAND” tells what there is.
cli-usage-value = “{ $found }” does not suit { $argument }
    .hint = Possible values: { $known }.
cli-usage-missing = { $argument } is missing
    .hint = “raccord help COMMAND” shows an example.
cli-usage-wrong = The command is not written as it should be: { $cause }
    .hint = “raccord help COMMAND” shows an example.

cli-invite = Gives an invitation: one more machine joins the facility
cli-invite-role = What that machine may do: coordination, payroll_accounts, technician, client, rights_holder, read_only
cli-invite-scope = Productions (or catalogues) concerned; without it, the whole facility
cli-invite-minutes = How long it is good for, a day at most
cli-invite-person = Identifier of the person, if already known
cli-invite-address = Address of this machine (IP:PORT), if not the system’s
cli-join = Joins a facility with an invitation
cli-join-ticket = The text of the invitation (raccord:…)
cli-join-person = Your name
cli-join-accept-code = Accepts the code without comparing it, for scripts
cli-bind = Address to listen on (IP:PORT); without it, the usual port of all interfaces
cli-node = A machine without a window that is always there: a peer like any other
cli-node-peer = A machine to call at an address that is typed
cli-node-relay = The facility’s relay (URL)
cli-node-no-discovery = Does not look for machines on the local network
cli-node-events = One JSON event a line
cli-peers = The other machines, how they are linked and what is waiting
cli-grants = Who has which rights
cli-revoke = Ends the rights of a machine
cli-revoke-device = Key of the machine, its beginning, or its name
cli-quarantine = What was received and set aside, and why
cli-root-key = The words of the facility’s key, until somebody has written them down
cli-root-key-written-down = They are written down: this machine forgets them
cli-peers-none = No other machine: “raccord invite” lets one in
cli-grants-machine = { $label } · { $name }{ $here ->
        [yes] {" "}· this machine
       *[other] {""}
    } · { $device }
cli-grants-right = { $role }, { $scope } { $state ->
        [revoked] · revoked
        [lapsed] · lapsed on { $until }
        [until] · until { $until }
       *[other] {""}
    }
grant-scope-facility = the whole facility
grant-scope-productions = named productions
grant-scope-catalogues = named catalogues
grant-scope-own_desk = what concerns them
cli-revoked = Rights revoked: that machine is not let in any more; what it had written stays
cli-quarantine-empty = Nothing is set aside
cli-quarantine-adopt = Says in one’s own name what was set aside
cli-quarantine-id = Name of the change, or its beginning
cli-quarantine-adopted = Adopted: “raccord undo” takes it back
cli-quarantine-was-adopted = adopted here
cli-ambiguous-change = Several changes begin with “{ $name }”
    .hint = Give more characters.
cli-invited = Good until { $expires }, for one machine. This machine must be reachable: window open, or “raccord node”.
cli-join-code = Code to compare on both screens: { $code }
cli-join-compare = Does the other screen show the same code? (y/n)
cli-join-later = Not everything is here yet; the rest comes when the machines next meet
cli-join-not-named = Your name is not noted from here: coordination names people
cli-joined = { $named ->
        [0] This machine belongs to the facility.
       *[other] { $facility }: this machine belongs to it.
    } { $count ->
        [0] No document received so far.
        [one] 1 document received.
       *[other] { $count } documents received.
    }
cli-node-listening = Listening: { $addresses }
cli-node-linked = { $name }: linked
cli-node-unlinked = { $name }: gone
cli-node-turned-away = { $name }: does not let this machine in
cli-node-merged = { $name }: { $count ->
        [one] 1 change received
       *[other] { $count } changes received
    }
cli-node-members = The list of rights has changed
cli-node-code = “{ $name }” comes with an invitation, code { $code }
cli-root-key-words = Key of the facility: 24 words to write down on paper and keep under lock. It names administrators and saves the facility if all else is lost.
cli-root-key-then = Once written down: “raccord root-key --written-down” makes this machine forget them.
cli-root-key-forgotten = This machine has forgotten the key: your sheet is all there is
cli-root-key-gone = This machine does not have the words of the key
    .hint = They were written down, or this is not the machine that made the facility.
cli-unknown-device = There is no machine “{ $name }”
    .hint = “raccord grants” lists them.
cli-ambiguous-device = Several machines answer to “{ $name }”
    .hint = Give more of the key: “raccord grants” shows it.
cli-bad-peer = “{ $text }” names no machine
    .hint = Write KEY@IP:PORT; the key of the address is in “raccord grants --json” (endpoint).
cli-node-signal = This machine cannot be stopped cleanly: { $cause }
    .hint = Start it from a terminal or a service.
cli-passphrase-file = File whose first line is the passphrase, for scripts
cli-passphrase = Passphrase of the backup:
cli-passphrase-again = The same once more:
cli-passphrase-missing = A passphrase is needed
    .hint = Give it with --passphrase-file, or start the command from a terminal.
cli-passphrase-differs = The two passphrases are not the same
    .hint = Start again.
cli-backup = Backs up everything into a locked file
cli-backup-file = The file of the backup
cli-restore = Makes the data anew from a backup, or from another machine
cli-restore-from-peer = Takes from another machine what it has
cli-verify-backup = Tries a backup by really restoring it, then removes it
cli-backed-up = { $path }: { $documents } documents, { $changes } changes, { $attachments } attachments backed up
cli-backup-keep = Backs up each hour and at the end, while the program runs, into this folder
cli-backup-stop = No longer backs up by itself
cli-backup-stopped = No more backups by itself; those that were made stay
cli-backup-kept = Backups in { $path }: each hour and at the end, while the window or “raccord node” runs
cli-backup-sound = { $path }: restored for trial and sound; { $documents } documents, { $changes } changes, { $attachments } attachments, of { $made }
cli-restored = Restored from { $path }: { $documents } documents, { $changes } changes, { $attachments } attachments, of { $made }. This machine writes under new names from now on; the others will give back what is newer.
cli-restored-from-peer = { $count ->
        [one] 1 document up to date
       *[other] { $count } documents up to date
    }
cli-restore-unreachable = That machine does not answer, or has not given everything
    .hint = Is it on, Raccord open, on the same network? What has come is kept; start again.
cli-backup-unequal = The backup { $path } does not give what it says
    .hint = Take another, and keep this one aside.
cli-admin = Names the machine of an administrator with the key of the facility
cli-admin-remove = Takes the office instead of giving it
cli-admin-words = The 24 words of the key, then end of input (Ctrl D):
cli-admin-named = That machine is an administrator’s now
cli-admin-removed = That machine is no administrator’s any more
cli-dispute = { $name }: “{ $field }” was written in two ways on two machines
cli-dispute-keep = keep “{ $value }”
cli-seal = Seals the data of this machine with a passphrase
cli-unseal = Unseals the data of this machine
cli-sealed = Sealed: without the passphrase nobody reads this disk, you neither. Note it elsewhere.
cli-unsealed = Unsealed: whoever has this disk can read it
cli-rank-others = { $count ->
    [one] One other person does not have this function.
   *[other] { $count } other people do not have this function.
}
cli-variant-option = In this variant of a plan: its name or identifier
cli-variant = { $production } · “{ $name }” · { $state } · { $id }
cli-variant-differs = { $cost } · { $moved ->
        [0] no session moved
        [one] 1 session changes
       *[other] { $moved } sessions change
    }{ $added ->
        [0] {""}
        [one] {" "}· 1 clash more
       *[other] {" "}· { $added } clashes more
    }{ $solved ->
        [0] {""}
        [one] {" "}· 1 clash less
       *[other] {" "}· { $solved } clashes less
    }
cli-variant-gone = { $name }: session removed, it was { $from }
cli-variant-changed = { $kind } { $name }: { $count ->
        [0] is there on one side only
       *[other] { $fields }
    }
cli-variant-overtaken = the plan has changed meanwhile: { $kind } { $name }{ $count ->
        [0] , which is no longer there
       *[other] {" "}({ $fields })
    }
