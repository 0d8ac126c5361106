# Ways out of a clash: proposal-<word>.
proposal-room = { $booking }: move to “{ $room }”
proposal-person = { $replaces ->
    [nobody] { $booking }: add { $person }
   *[other] { $booking }: { $person } instead of { $replaces }
}
proposal-slide = { $booking }: begin on { $start }
proposal-challenge = { $booking }: ask to confirm or release, for { $challenger }
proposal-confirm = { $booking }: confirm
proposal-release = { $booking }: release
