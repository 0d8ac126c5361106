# The screen of machines and access, and what the window says of the other machines.
desktop-machines-alone = This machine alone
desktop-machines-alone-hint = No other machine. Invite one: it will receive what its role may see, without a server.
desktop-machines-nobody = No machine linked
desktop-machines-no-network = Network not available
desktop-machines-up-to-date = { $machines } machines · up to date
desktop-machines-exchanging = { $machines } machines · { $count ->
        [one] 1 change to exchange
       *[other] { $count } changes to exchange
    }
desktop-machines-kept-on = Kept here · on { $machines } machines
desktop-machines-merged = Last merge { $time } · “{ $machine }” ({ $count ->
        [one] +1 change
       *[other] +{ $count } changes
    })
desktop-machines-remark = “{ $facility }” · no server · { $machines ->
        [one] 1 machine
       *[other] { $machines } machines
    }
desktop-machines-list = Machines
desktop-machines-machine = Machine
desktop-machines-person = Person
desktop-machines-role = Role
desktop-machines-link = Link
desktop-machines-waits = Waiting
desktop-machines-seen = Seen
desktop-machines-now = now
desktop-machines-you = { $name } (you)
desktop-machines-spoken = { $machine }, { $person }, { $role }, { $link }, waiting: { $waits }, seen: { $seen }
desktop-machines-who-sees-what = Who sees what
desktop-machines-class-plan = Planning
desktop-machines-class-desk = Slips
desktop-machines-class-commercial = Quotes, margins
desktop-machines-class-pay = Pay
desktop-machines-class-publications = Published
desktop-machines-class-catalogue = Catalogue
desktop-machines-writes = changes
desktop-machines-reads = reads
desktop-machines-reads-writes-own = reads + own
desktop-machines-own = own
desktop-machines-reads-own = reads own
desktop-machines-invite = Invite a machine
desktop-machines-admin-invites = Only an administrator’s machine invites
desktop-machines-new-person = somebody new
desktop-machines-scope = Productions
desktop-machines-scope-whole = None ticked: the whole facility
desktop-machines-client-scope = A client is invited for named productions: tick them
desktop-machines-good-for = Good for
desktop-machines-make-ticket = Make the invitation
desktop-machines-ticket = Invitation
desktop-machines-ticket-for = { $role } · until { $until }
desktop-machines-ticket-how = On the other machine: open Raccord, “Join a facility”, and paste this text (or photograph the code). Both screens will then show a code to compare. An invitation serves once.
desktop-machines-copy = Copy the text
desktop-machines-open-tickets = Open invitations
desktop-machines-withdraw = Withdraw
desktop-machines-visit = A machine is at the door
desktop-machines-visitor = “{ $machine }” { $name } · { $role }
desktop-machines-compare = Do both screens show the same code? Compare it aloud.
desktop-machines-same = The same code
desktop-machines-different = Not the same
desktop-machines-dialling = Calling the machine that invites…
desktop-machines-waiting = Waiting for the other screen…
desktop-machines-join = Join a facility
desktop-machines-join-what = You have received an invitation? This machine joins the others, and receives what you may see.
desktop-machines-until = until { $date }
desktop-machines-device-key = Key: { $key }
desktop-machines-addresses = Reached at: { $addresses }
desktop-machines-revoke = Revoke this machine…
desktop-machines-revoke-what = For ever: this machine will not be let in any more. What it has written so far stays; what it writes from now on is set aside. What it has received, it keeps.
desktop-machines-looks-at = Looks at this now: { $place }
desktop-machines-revoke-sure = Revoke
desktop-machines-keep = Keep
desktop-machines-root-key = Key of the facility
desktop-machines-root-key-what = 24 words to write down on paper and keep under lock: they name administrators and save the facility if all else is lost. This machine keeps them until that is done.
desktop-machines-root-key-show = Show the words
desktop-machines-root-key-hide = Hide
desktop-machines-root-key-written = They are written down
desktop-machines-aside = Set aside
desktop-machines-aside-from = { $machine } · { $count ->
        [one] 1 change
       *[other] { $count } changes
    }
desktop-machines-aside-adopt = Adopt
desktop-machines-aside-adopt-what = Says the same in your name, where nothing was written since. It is undone like any command.
desktop-machines-aside-adopted = Adopted here
desktop-machines-backup-ask = Back up…
desktop-machines-backup = Back up
desktop-machines-backup-what = Everything this machine keeps, in a file locked with a passphrase. Without it nobody opens the file, you neither: note it elsewhere. Try the backup with “raccord verify-backup”.
desktop-machines-passphrase = Passphrase
desktop-machines-passphrase-again = Once more
desktop-machines-passphrase-short = Ten characters at least; several words are better than one
desktop-machines-passphrase-differs = The two are not the same
desktop-machines-backup-place = Choose the file…
desktop-machines-routine = Backups
desktop-machines-routine-what = Each hour in which something has changed, and when the program is closed, into { $folder }. The last of 24 hours, 7 days and 8 weeks are kept.
desktop-machines-routine-last = Last one: { $at }
desktop-machines-routine-stop = Back up no more
desktop-machines-routine-begin = Each hour, into a folder…
desktop-machines-backed-up = Backed up: { $documents } documents, { $changes } changes
desktop-machines-audit = Access log
desktop-machines-audit-more = The whole log
desktop-machines-audit-less = The last lines
