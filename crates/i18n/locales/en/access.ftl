# Who may what: roles, the root key, invitations, the facility log, and what is refused of other machines.

role-admin = Administration
role-coordination = Coordination
role-payroll_accounts = Payroll and accounts
role-technician = Technician
role-client = Client
role-rights_holder = Rights holder
role-read_only = Read only

frame-too-long = What was received is longer than such a message may be; it was not read
    .hint = Check the machine that sent it.
frame-version = What was received comes from a later version of Raccord
    .hint = Update Raccord on this machine.
frame-form = What was received is cut short or was not written by Raccord
    .hint = It will be asked for again.
frame-signature = The signature of what was received is not that of whom it names
    .hint = Check the machine that sent it.

root-words-count = The key of the facility has 24 words; here are { $count }
    .hint = Type all the words of the sheet, in order.
root-words-unknown = Word { $place }, “{ $word }”, is not in the list
    .hint = Check that word on the sheet; its first four letters are enough.
root-words-checksum = The words do not belong together
    .hint = One of them is wrong, or two have changed places: compare with the sheet.
root-part-not-one = This is not a part of the key of a facility
    .hint = The text of a part begins with raccord-part:
root-part-mistyped = The part was typed wrongly, or some of it is missing
    .hint = Compare with the sheet; capitals, spaces and line ends do not matter.
root-part-version = The part was made by a later version of Raccord
    .hint = Update Raccord.
root-part-same = This is the same part twice
    .hint = Take another one of the three.
root-part-strangers = The two parts do not belong together
    .hint = Take two parts that were made on the same day, of the same facility.

operation-facility = An operation of another facility was refused
    .hint = Check the machine that sent it.
operation-not-admin = An operation was refused: its author is no administrator
    .hint = Ask an administrator to do it.
operation-root-only = Only the key of the facility names administrators
    .hint = Take the sheet with the key, or two of its parts.
operation-not-for-root = The key of the facility names and removes administrators, and does nothing else
    .hint = Do it as an administrator.
operation-sequence = An operation was refused: it is numbered as none can be
    .hint = Check the machine that sent it.
operation-full = Too many operations wait for others
    .hint = They will be asked for again.

log-grant-void = The right { $grant } has no effect: such a role cannot have that scope
    .hint = Give another one, for named productions or catalogues.
log-grant-twice = The right { $grant } was given twice; revoking it ends both
    .hint = Give each right under a number of its own.
log-admin-stays = An administrator tried to remove another one ({ $grant }); only the key of the facility can
    .hint = Take the sheet with the key, or two of its parts.
log-root-fork = The key of the facility was used twice under number { $sequence }: somebody else may hold it
    .hint = Compare who is an administrator with who should be. In doubt, found the facility anew with a new key.
log-after-removal = { $count ->
        [one] One operation
       *[other] { $count } operations
    } of the removed administrator { $device } came too late and had no effect
    .hint = Nothing is to be done, unless you miss something they did in good faith: do it again.
log-unknown-operation = An operation of kind { $kind } comes from a later version of Raccord and has no effect here
    .hint = Update Raccord on this machine.

session-unknown = A machine that does not belong to the facility was not answered
    .hint = Invite it, if it is to join.
session-revoked = The rights of this machine were revoked
    .hint = An administrator can invite it again.
session-lapsed = The rights of this machine have lapsed
    .hint = An administrator can give them anew; nothing is lost.

envelope-too-long = A change received is longer than 1 MiB; it was not read
    .hint = Check the machine that sent it.
envelope-version = A change received comes from a later version of Raccord
    .hint = Update Raccord on this machine.
envelope-form = A change received is cut short or damaged
    .hint = It will be asked for again.
envelope-signature = A change received is not signed by whom it names
    .hint = Check the machine that sent it.
envelope-not-allowed = A change received was refused: its author may not write that document
    .hint = Give that right to its author, if the work is wanted.
envelope-not-its-change = A change received was refused: it is not what its envelope says
    .hint = Check the machine that sent it.
envelope-actor = A change received was refused: it bears the name of another machine
    .hint = Check the machine that sent it.
envelope-own-actor = A change received bears the name of this machine, and was not written here
    .hint = A copy of this machine’s data is in use somewhere: find it and close it.
envelope-awaits-author = A change waits until its author is known here
    .hint = It is taken in as soon as the list of rights has arrived.
envelope-awaits-log = A change waits for the list of rights its author had seen
    .hint = It is taken in as soon as that has arrived.
envelope-awaits-first = A change waits for the earlier ones of its author
    .hint = It is taken in as soon as they have arrived.
record-form = A directory entry received cannot be read
    .hint = It will be asked for again.
record-signature = A directory entry received is not signed by whom it names
    .hint = Check the machine that sent it.
record-erased = A directory entry received is of somebody who was erased; it was not kept
    .hint = Nothing is to be done.

change-after-revocation = A change was set aside: its author’s rights had ended, and nobody has built on it
    .hint = Look at it, and adopt it under your own name if it is wanted.
change-not-allowed = A change was set aside: its author was never allowed to write this document
    .hint = Check the machine that sent it.
change-builds-on-set-aside = A change was set aside: it builds on one that does not count
    .hint = Adopt the earlier one first.
change-waits = A change waits for others that it builds on
    .hint = It is taken in as soon as they have arrived.

ticket-not-one = This is not an invitation
    .hint = The text of an invitation begins with raccord:
ticket-mistyped = The invitation was typed wrongly, or some of it is missing
    .hint = Copy all of it; capitals, spaces and line ends do not matter.
ticket-too-long = This is longer than any invitation
    .hint = Copy the invitation and nothing else.
ticket-version = The invitation was made by a later version of Raccord
    .hint = Update Raccord on this machine.
ticket-unknown = The machine that invited does not know this invitation
    .hint = Ask for a new one.
ticket-expired = The invitation has expired
    .hint = Ask for a new one: each is good for a day at most.
ticket-used = The invitation was used already, by another machine
    .hint = Ask for a new one, and tell the facility: somebody else may have had it.
ticket-attempts = The invitation was tried too often
    .hint = Ask for a new one.

join-code-differs = The codes on the two screens differ: somebody may be in between
    .hint = Ask for a new invitation, by another way than the first.
join-commitment = The other machine does not keep to what it said first
    .hint = Ask for a new invitation, by another way than the first.
join-certificate = The other machine is not the one that is meant
    .hint = Check the invitation, and ask for a new one.
join-out-of-turn = The other machine said something unexpected
    .hint = Update Raccord on both machines, then try again.
join-withdrawn = The other side has given up
    .hint = Try again when you are both ready.
join-refused = The other machine has refused, for a reason of a later version of Raccord
    .hint = Update Raccord on this machine.

invite-not-admin = This machine cannot invite: it is no administrator’s
    .hint = Ask an administrator to invite.
invite-scope = Such a role cannot have that scope
    .hint = Clients get named productions, rights holders named catalogues; administrators are named by the key of the facility.
invite-expiry = An invitation is good for a day at most
    .hint = Give it fewer hours.
invite-not-ours = The invitation is not of this machine and facility
    .hint = Make a new one here.
invite-secret = The secret of the invitation was used before
    .hint = Make a new one.
invite-full = Too many invitations are open
    .hint = Withdraw some, or wait until they expire.
