# Publications to clients and their answers.

desktop-publications-list = Publications
desktop-publications-remark = { $count ->
        [0] no agreement awaited
        [one] { $count } agreement awaited
       *[other] { $count } agreements awaited
    }
desktop-publications-spoken = { $title }, { $name }, { $published }, { $price }, { $state }
desktop-publications-publish = Publish…
desktop-publications-publish-title = Publish to the client
desktop-publications-send = Send
desktop-publications-cancel = Cancel
desktop-publications-none = Nothing has been published
desktop-publications-none-hint = A publication sends the client a copy of the plan of a production, without rooms, people or remarks, and a price if you give one. The client answers from their own machine.
desktop-publications-none-client = Nothing has been sent yet
desktop-publications-none-client-hint = What coordination publishes to you appears here: plan, dates and price, and your answer.
desktop-publications-number = no. { $number }
desktop-publications-name = Plan of { $day }
desktop-publications-sent-by = published { $at } by { $by }
desktop-publications-sent = published { $at }
desktop-publications-price = { $price } excl. tax
desktop-publications-no-price = no price
desktop-publications-delivery = Delivery { $day }
desktop-publications-ask = Ask for the client’s agreement
desktop-publications-price-hint = empty: no price is sent
desktop-publications-lines = { $count ->
        [0] no lines
        [one] one line of the plan
       *[other] { $count } lines of the plan
    }
desktop-publications-seen = The client will see names and dates of tasks, the delivery and the price. No rooms, people, remarks or costs.
desktop-publications-readers = { $count ->
        [0] No client’s machine has access to this production: invite one in Machines and access. The publication will reach it.
        [one] One client’s machine will receive it.
       *[other] { $count } clients’ machines will receive it.
    }
desktop-publications-moved-since = { $count ->
        [0] The plan is still this one.
        [one] One line of the plan has changed since.
       *[other] { $count } lines of the plan have changed since.
    }
desktop-publications-paper = Export as PDF…
desktop-publications-withdraw = Withdraw
desktop-publications-answers = Answers of the client
desktop-publications-no-answer = The client has not answered yet.
desktop-publications-changed-since = The price or the delivery are no longer those that were answered to
desktop-publications-your-answer = Your answer
desktop-publications-agree = Agree
desktop-publications-refuse = Refuse
desktop-publications-say = Send the remark
desktop-publications-signature = Name of the signatory
desktop-publications-your-remark = Remark
desktop-publications-plan = Published plan
desktop-publications-column-name = Step
desktop-publications-column-start = Start
desktop-publications-column-finish = Finish
desktop-publications-column-moved = Moved
desktop-publications-finished = finished
desktop-publications-moved = { $days ->
        [0] 0 d
       *[other] { $sign }{ $days } d
    }
desktop-publications-line-spoken = { $name }, { $start } – { $finish }, { $moved }
