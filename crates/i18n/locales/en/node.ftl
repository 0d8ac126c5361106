# What a machine answers to a command it cannot carry out.

record-in-wrong-document = A record of kind “{ $kind }” does not belong in this document
    .hint = A task, a link or a booking belongs to a production: name it; a room or a person does not.
record-exists = There already is a record { $id }
    .hint = Take another identifier, or change the one that exists.
record-not-deletable = This record cannot be deleted
    .hint = House rules are changed, not deleted.
unknown-record = There is no record { $id } of kind “{ $kind }” here, or it is deleted
    .hint = Check the identifier; a deleted record is restored first.
production-deleted = A production { $id } was deleted
    .hint = Restore it, or take another identifier.
unknown-production = There is no production { $id } on this machine
    .hint = “raccord show productions” lists them.
unknown-reference = The field “{ $field }” names { $id } of kind “{ $kind }”, which does not exist
    .hint = Create it first, in the same group if need be.
end-before-start = The end ({ $end }) does not come after the start ({ $start })
    .hint = A session past midnight ends on the next day’s date.
negative-duration = Negative duration for “{ $name }”
    .hint = Give zero or more, in minutes.
rate-of-one = An hourly cost is that of a person or that of a room
    .hint = Give “person” or “room”, and only one of them.
money-in-euros = Amounts are in euros for now, not in { $currency }
    .hint = Give the amount in euros: 32.50 EUR.
negative-amount = A cost cannot be negative: { $amount }
    .hint = Give zero or more; an empty field means that the cost is not known.
duration-too-long = The duration of “{ $name }” is longer than { $limit } minutes
    .hint = Durations are in working minutes: 480 is a day of eight hours.
group-in-itself = “{ $name }” would stand inside itself
    .hint = Choose another group.
link-without-ends = A link wants a task it comes from and a task it goes to
    .hint = Give “from” and “to”.
link-cycle = “{ $to }” already comes before “{ $from }”: the link would close a loop
    .hint = First remove one of the links that lead from “{ $to }” to “{ $from }”.
link-within-group = A link does not tie a group to one of its own tasks
    .hint = Link two tasks, or two groups apart from each other.
task-worked = “{ $name }” has sessions that are begun or done
    .hint = Finish the task instead of deleting it, or delete those sessions first.
task-bookings-ended = { $released ->
        [0] { $cancelled ->
                [one] One confirmed session was cancelled with the task
               *[other] { $cancelled } confirmed sessions were cancelled with the task
            }
       *[other] Bookings of the task: options released: { $released }, sessions cancelled: { $cancelled }
    }
    .hint = Tell the people concerned, or undo the deletion.
task-begun = “{ $name }” is begun or finished: its start is a fact
    .hint = Move the sessions ahead, or correct its actual start.
task-undated = “{ $name }” has no dates: it is part of a loop
    .hint = Remove one of the links of the loop.
task-is-group = “{ $name }” is a group of tasks
    .hint = Place the tasks in it.
nothing-to-place = Nothing of “{ $name }” is left to book
    .hint = All its work is booked or done; add a booking by hand if need be.
no-open-time = No open hours in which to place “{ $name }”
    .hint = Check the hours of the room and of the house, or the work of the task.
booking-without-dates = This booking has no dates
    .hint = Give it a start and an end first.
booking-pinned = This booking is pinned
    .hint = Unpin it to move it.
booking-verb-refused = Not possible: “{ $verb }” makes no sense for a booking in the state “{ $state }”
    .hint = The rank of an option goes from 1 to 3; what is done cannot be called off.
split-outside = { $at } is not between { $start } and { $end }
    .hint = Cut inside the booking.
name-too-long = This name is longer than { $limit } characters
    .hint = Shorten it.
unknown-template = There is no template “{ $template }”
    .hint = Known templates: { $known }.
nothing-to-undo = Nothing to undo on this machine
    .hint = One only undoes one’s own commands.
nothing-to-redo = Nothing to redo on this machine
    .hint = A new command clears what could be redone.
undo-overtaken = { $count ->
        [one] One value was not taken back: it has been changed since
       *[other] { $count } values were not taken back: they have been changed since
    }
    .hint = The history shows who changed them.
command-skipped = Line left out: { $reason }
    .hint = The rest was taken.
store-already-open = This folder is already open in another program
    .hint = Close the other Raccord window or command, then try again. Do not delete anything.
store-read-only = The data are read-only: { $cause }
    .hint = The report beside the file says what could be read. Nothing is lost: a copy of the file is kept.
store-damaged = The data file is damaged: { $cause }
    .hint = A copy was kept and what can be read is open read-only. Read the report beside the file.
store-full = The disk is full: this change is not kept
    .hint = Make room, then try again; what was kept stays kept.
store-too-new = These data come from a newer Raccord ({ $found }; known here: { $known })
    .hint = Update Raccord on this machine.
store-not-a-store = “{ $path }” is not a file of Raccord
    .hint = Choose another folder with --store.
store-missing = There are no data of Raccord in “{ $path }”
    .hint = “raccord init --facility NAME --person NAME” makes a facility, “raccord demo” the demonstration one.
store-exists = There already are data of Raccord in “{ $path }”
    .hint = Choose another folder with --store.
store-fault = The disk refused: { $cause }
    .hint = The change is not kept. Close Raccord, check the disk, open it again.
document-fault = A document cannot be read: { $cause }
    .hint = “raccord doctor” says which; its content is kept as it is.
node-stopped = The program has stopped writing
    .hint = Open Raccord again; what was kept still is.
directory-unreadable = { $count ->
        [one] One entry of the directory cannot be read or is not signed
       *[other] { $count } entries of the directory cannot be read or are not signed
    }
    .hint = Give these people their names again.
document-kind-unknown = A document of kind “{ $kind }” is kept but this version does not read it
    .hint = Update Raccord on this machine.
document-incomplete = Document { $id } is kept but its beginning has not arrived yet
    .hint = It will be complete when the machines next meet.
snapshot-skipped = { $count ->
        [one] A quick copy of a document was unreadable: it was read again whole
       *[other] { $count } quick copies of a document were unreadable: it was read again whole
    }
not-allowed = This machine may not write { $document ->
        [facility] the facility (rooms, people)
        [casting] the affinities and costs
        [plan] this plan
        [directory] this entry of the directory
       *[other] this document
    }
    .hint = Coordination can; “raccord grants” and the screen Machines and access say who has which rights.
revoke-admin = An administrator does not remove another: only the key of the facility can
    .hint = Take the sheet with the key, or two of its parts.
revoke-nothing = This machine has no right that holds
    .hint = “raccord grants” lists them.
adopt-unknown = No change that was set aside has this name
    .hint = “raccord quarantine” lists them.
adopt-unreadable = This change cannot be read, and so not be adopted
    .hint = Ask its author what it was, and do it again.
adopt-lacks = This change builds on another one that this machine has not received
    .hint = Adopt it on the machine that has received both.
adopt-overtaken = { $count ->
        [one] One value was not adopted: it has been changed since
       *[other] { $count } values were not adopted: they have been changed since
    }
    .hint = The history shows who changed them.
ticket-used-again = An invitation that was used already was shown by another machine
    .hint = Somebody else may have had it: check who was let in, and revoke what is not wanted.
change-forked = A change was set aside: its machine has signed two changes under one number
    .hint = A copy of its data is in use somewhere: find it and close it, then do again what is missing.

backup-no-lock = A backup is locked with a passphrase
    .hint = Give one.
backup-bad-key = This text is no key of a backup
    .hint = Copy the whole line.
backup-wrong-passphrase = The passphrase does not open this backup
    .hint = Type it again; if it is surely right, the beginning of the file is damaged: take another backup.
backup-wrong-key = None of these keys opens this backup
    .hint = Take a key it was made for.
backup-other-lock = This backup is locked in another way
    .hint = Give the passphrase, or the key.
backup-not-a-backup = { $path } is no backup of Raccord
    .hint = Choose another file.
backup-too-new = This backup comes from a newer Raccord ({ $found }; known here: { $known })
    .hint = Update Raccord.
backup-cut-short = The backup is cut short
    .hint = Copy it again from where it came, or take another.
backup-damaged = The backup is damaged: { $cause }
    .hint = Copy it again from where it came, or take another.
backup-exists = { $path } is there already
    .hint = Choose another name: a backup never goes over another.
backup-unreadable = The backup cannot be read: { $cause }
    .hint = Check the disk or the network, then try again.
backup-unwritable = The backup cannot be written: { $cause }
    .hint = Choose another place.
backup-no-room = There is no room for the backup
    .hint = Make room, or choose another place.
backup-folder = This folder cannot take backups: { $path } ({ $cause })
    .hint = Choose a folder that is there, on another disk than the data.
backup-never = This machine was never backed up
    .hint = “raccord backup FILE” makes a locked backup.
root-key-open = The key of the facility is not written down on paper yet
    .hint = “raccord root-key”, or the screen Machines and access, shows the 24 words.
root-key-of-another = These words are those of another facility
    .hint = Take the sheet of this one.
store-locked = The data of this machine are sealed
    .hint = Give the passphrase, with --passphrase-file in a script.
store-wrong-passphrase = The passphrase does not open these data
    .hint = Type it again; nothing was changed.
store-wrong-key = This key does not open these data
    .hint = Take that of this machine; nothing was changed.
store-not-sealed = The data of this machine are not sealed
    .hint = “raccord seal” seals them.
store-sealed = The data of this machine are sealed already
    .hint = “raccord unseal” unseals them.
store-no-lock = A passphrase is needed to seal
    .hint = Give one.
variant-unknown = There is no open variant { $id } here
    .hint = It was taken into the plan or dropped; “raccord show variants” lists them.
variant-elsewhere = In a variant only the plan of its production can be changed
    .hint = Leave the variant to change the rest: that would be a real change.
variant-overtaken = { $count ->
        [one] The plan has changed meanwhile in one place of the variant; there the value of the plan stays
       *[other] The plan has changed meanwhile in { $count } places of the variant; there the values of the plan stay
    }
points-out-of-range = Points go from 0 to { $limit }
    .hint = The more a disturbance counts, the less ways out will propose it; leave it empty for the usual value.
slip-incomplete = The slip is not complete: “{ $field }” is missing
    .hint = Fill in that field, then hand the slip in.
slip-not-handed-in = This slip was not handed in
    .hint = The technician hands it in, then coordination accepts it.
slip-accepted-already = This slip is accepted as it is
    .hint = There is nothing more to accept.
slip-frozen = This slip was accepted on { $at } and is not changed any more
    .hint = Ask coordination to reopen it.
slip-too-long = A slip covers { $limit } hours at most
    .hint = Check the date of the end, or make a slip for each day.
slip-without-work = Breaks and waiting are longer than the time spent
    .hint = Correct the start, the end, the break or the waiting.
slip-negative = A duration of this slip is negative
    .hint = Give zero or more.
slip-remaining-too-long = What remains is more than { $limit } minutes
    .hint = Durations are in working minutes: 480 for a day of eight hours.
publication-frozen = A publication is not changed any more: the client may have answered to it
    .hint = Publish a new one; it takes the place of this one.
publication-empty = There is nothing to publish: the plan has no dated task and no price is given
    .hint = Add tasks to the plan, or give a price.
answer-frozen = An answer is not changed any more: coordination may have gone by it
    .hint = Give a new one; the last one counts.
answer-unsigned = An agreement or a refusal is signed with a name
    .hint = Give the name of the person who answers.
answer-empty = This remark says nothing
    .hint = Write the remark, or answer with an agreement or a refusal.
