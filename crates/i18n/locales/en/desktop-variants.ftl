# Variants of a plan.
desktop-shell-new-variant = New variant…
desktop-shell-compare-variant = Compare the variant with the plan
desktop-shell-leave-variant = Leave the variant
desktop-variants-none = Variant
desktop-variants-shown = Variant: “{ $name }”
desktop-variants-list = Variants
desktop-variants-plan = The plan itself
desktop-variants-inside = Variant “{ $name }” · { $production }
desktop-variants-overtaken = { $count ->
    [one] the plan has changed meanwhile in 1 place
   *[other] the plan has changed meanwhile in { $count } places
}
desktop-variants-compare = Compare
desktop-variants-take = Take into the plan
desktop-variants-drop = Drop the variant
desktop-variants-leave = Leave
desktop-variants-gone = The variant “{ $name }” is no longer open: this is the plan itself
desktop-variants-why = A variant starts from the plan and follows it. What you change in it stays apart until you take it into the plan.
desktop-variants-of = Production
desktop-variants-name = Name of the variant
desktop-variants-name-hint = mix in the evening
desktop-variants-make = Create
desktop-variants-missing = Give the variant a name.
desktop-variants-beside = Variant “{ $name }” and plan
desktop-variants-working = Comparing
desktop-variants-margin = Margin
desktop-variants-clashes-added = Clashes more
desktop-variants-clashes-solved = Clashes less
desktop-variants-sessions = Sessions
desktop-variants-changed = Other changes
desktop-variants-plan-changed = Changed meanwhile in the plan
desktop-variants-same = The variant says nothing else than the plan yet.
desktop-variants-over = Take the variant also where the plan has changed meanwhile
desktop-variants-date = { $name }: { $before } → { $after } (due { $due })
desktop-variants-moved = { $name }: { $from } → { $to }
desktop-variants-added = { $name }: new session, { $to }
desktop-variants-removed = { $name }: session removed, it was { $from }
