# The attachments of a production.
cli-attach = Attaches a file to a production
cli-attach-file = The file; 256 MiB at most
cli-attach-type = What the file holds, such as application/pdf; guessed otherwise
cli-attached = Attached: { $path }
cli-detach = Removes an attachment; “raccord undo” brings it back
cli-detached = Removed; “raccord undo” brings it back
cli-save-attachment = Writes an attachment into a file
cli-attachment-id = Identifier of the attachment, or its name
cli-attachment-saved = { $path }: { $bytes } bytes
attachment-line = { $name } · { $size } · { $by } · { $here }
attachment-here = here
attachment-not-here-yet = not here yet{ $begun ->
        [yes] {" "}({ $size } received)
       *[other] {""}
    }{ $where ->
        [holders] ; it is on { $holders }
        [author] ; it is on the machine of { $by }
       *[other] {""}
    }{ $room ->
        [none] ; there is no room on this disk
       *[other] {""}
    }
attachment-size-bytes = { $count } B
attachment-size-kilo = { $count } kB
attachment-size-mega = { $count } MB
attachment-unknown = There is no attachment { $id } here
    .hint = “raccord show attachments” lists them.
attachment-not-here = “{ $name }” is not wholly on this machine yet
    .hint = It comes when a machine that has it is linked; “raccord show attachments” says which.
attachment-unreadable = The file { $path } cannot be read: { $cause }
    .hint = Check its name and rights.
attachment-empty = The file { $path } is empty
    .hint = Attach a file that holds something.
attachment-too-long = The file { $path } is too large: { $most } MiB at most
    .hint = Attach its list (MHL) rather than the medium, or a link in a remark.
attachment-no-room = There is no room for { $path } on this disk: { $needed } MB, { $free } MB free
    .hint = The plans keep 256 MiB for themselves. Free some room, then attach it again.
disk-nearly-full = Only { $free } MB are left on this disk
    .hint = Plans can still be written, attachments of others do not come any more. Free some room.
attachment-changed = The file { $path } changed while it was read
    .hint = Try again when it changes no more.
attachment-unwritable = The attachment cannot be written: { $cause }
    .hint = Check the folder and the room on the disk.
attachment-damaged = The attachment kept here is damaged: { $cause }
    .hint = Restore a backup, or take the file from another machine.
attachments-unsound = { $count ->
        [one] 1 attachment kept here is damaged
       *[other] { $count } attachments kept here are damaged
    }
    .hint = Restore a backup.
attachments-not-here = { $count ->
        [one] 1 attachment is not here yet
       *[other] { $count } attachments are not here yet
    }
audit-why-attachment-wrong = attachment that is not the right one
