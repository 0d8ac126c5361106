# Session slips.

desktop-slips-list = Session slips
desktop-slips-spoken = { $day }, { $who }, { $what }, { $hours }, { $state }
desktop-slips-remark = { $week } · { $count ->
        [0] nothing to accept
        [one] { $count } slip to accept
       *[other] { $count } slips to accept
    }
desktop-slips-week = Week
desktop-slips-waiting = Waiting
desktop-slips-week-before = Previous week
desktop-slips-week-after = Next week
desktop-slips-this-week = This week
desktop-slips-new = New slip
desktop-slips-none = No session this week
desktop-slips-none-hint = Confirmed sessions appear here, a line for each person and day. For work that was not planned: New slip.
desktop-slips-none-waiting = Nothing is waiting
desktop-slips-none-waiting-hint = Drafts, slips that were handed in and those that changed after they were accepted appear here, of whatever week.
desktop-slips-planned = Planned { $hours }, which is { $work }
desktop-slips-planned-left = planned: { $planned }
desktop-slips-fill = Fill in as planned
desktop-slips-fill-hint = The slip takes the hours that were planned; only what went otherwise is left to correct.
desktop-slips-missing-hint = No slip has come to this machine for this session.
desktop-slips-hand-in = Hand in
desktop-slips-take-back = Take back
desktop-slips-delete = Delete
desktop-slips-accept = Accept
desktop-slips-reopen = Reopen
desktop-slips-accept-now = Accept what the slip says
desktop-slips-keep = Keep what was accepted
desktop-slips-change = accepted: { $before } · the slip says: { $now }
desktop-slips-changed = Slips changed after they were accepted
desktop-slips-effect = What this slip changes
desktop-slips-remains = { $says } remain (planned { $planned })
desktop-slips-left = { $left } remain
desktop-slips-less = Half a day less
desktop-slips-more = Half a day more
desktop-slips-signatures = Signatures
desktop-slips-technician = Technician
desktop-slips-coordination = Coordination
desktop-slips-signed = signed { $at }
desktop-slips-to-sign = to be handed in
desktop-slips-to-accept = to be accepted
desktop-slips-hours = Hours
desktop-slips-to-come = planned { $hours }
desktop-slips-total = Week
desktop-slips-record = Accept as planned
desktop-slips-recorded = Recorded by coordination: no slip of the technician is on this machine.
desktop-slips-sides = Accepted by { $by }, { $at } · handed in by { $person }, { $handed_in }
