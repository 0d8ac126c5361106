# Ways out of a clash: proposal-<word>.
proposal-room = { $booking } : passer en « { $room } »
proposal-person = { $replaces ->
    [nobody] { $booking } : ajouter { $person }
   *[other] { $booking } : { $person } à la place de { $replaces }
}
proposal-slide = { $booking } : commencer le { $start }
proposal-challenge = { $booking } : demander de confirmer ou de libérer, pour { $challenger }
proposal-confirm = { $booking } : confirmer
proposal-release = { $booking } : libérer
