# Answers

table-empty = (none)
init-done = { $dir } now belongs to court { $court }.
init-units = Unit directory: { $count-number ->
        [one] { $count } unit
       *[other] { $count } units
    }.
import-would = Dry run: { $new } new, { $completed } to be completed, { $known } in the log already. Nothing was written.
import-done = { $new } new, { $completed } completed, { $known } in the log already; { $events-number ->
        [one] { $events } event
       *[other] { $events } events
    } written.
hold-import-above = Held above the limit ({ $count }; rows { $lines }): kept as the unit said it, and shown as excess.
hold-import-would = Dry run: { $new } new, { $known } in the log already. Nothing was written.
hold-import-done = { $new } new, { $known } in the log already; { $events-number ->
        [one] { $events } event
       *[other] { $events } events
    } written.
standing-new = new
standing-incomplete = completed
standing-known = known
case-list-end = { $count-number ->
        [one] { $count } case
       *[other] { $count } cases
    } (position { $position } of the log).
case-list-end-none = None shown; { $count-number ->
        [one] { $count } case matches
       *[other] { $count } cases match
    } (position { $position } of the log).
case-list-end-one = Case { $first } of { $count } (position { $position } of the log).
case-list-end-part = Cases { $first } to { $last } of { $count } (position { $position } of the log).
case-head = Matter { $matter }, court { $court }
case-number-open = { $number }, filed { $filed }, open
case-number-closed = { $number }, filed { $filed }, closed { $on } as "{ $how }"
case-counts = Open orders: { $open }, of them unknown { $unknown }, overdue { $overdue }; disputed { $disputed }.
case-show-end = From { $events-number ->
        [one] { $events } event
       *[other] { $events } events
    }, position { $position } of the log. Amounts in yuan.
masked = ***
name-only = name only
not-askable-none = None on record.
as-of-head = State at { $at } (position { $position } of the log, revision { $revision } of the matter). Amounts in yuan.
unit-head = { $code } { $name } ({ $kind })
unit-honours = Honours order ids: { $ids }; honours fences: { $fences }
unit-list-end = As of { $at }; hours from service, "-" where not reached.
replay-position = Position { $position } of the log
replay-live = views as they are { $digest }
replay-replayed = views replayed    { $digest }
replay-agrees = They agree.
replay-differs = They differ: delete views.db and try again; report it if it stays so.
verify-counts = Checked: { $streams-number ->
        [one] { $streams } stream
       *[other] { $streams } streams
    }, { $events-number ->
        [one] { $events } event
       *[other] { $events } events
    }, { $bodies-number ->
        [one] { $bodies } body
       *[other] { $bodies } bodies
    } of evidence.
verify-holds = Everything holds.
verify-found = { $count-number ->
        [one] { $count } thing does not hold
       *[other] { $count } things do not hold
    }: stop writing, keep the files as they are, restore from a backup.
demo-progress = demo { $now } filed { $filed }/{ $of }
demo-head = Demo: year { $year }, { $cases-number ->
        [one] { $cases } registration
       *[other] { $cases } registrations
    }, seed { $seed }. All people are invented.
demo-units-shown = The { $shown } busiest of { $of-number ->
        [one] { $of } unit
       *[other] { $of } units
    }.
demo-kept = Every promise holds ({ $seconds } s).
demo-broken = A promise does not hold ({ $seconds } s): report it with the seed.
rehearse-head = Rehearsal for asset { $asset } as of { $on }: the day on which the first seal ends. Nothing is decided by it.
rehearse-us = we, by hold { $hold }
rehearse-another = another authority, for { $amount }
rehearse-not-known = nobody whom a unit named
rehearse-first = First seal: { $who }; last day { $on }.
rehearse-next = Then in front: { $who }.
rehearse-no-place = We have no place then.
rehearse-place = We then wait at place { $rank }.
rehearse-our-end = Our own last day is then { $on }, as ordered.
rehearse-our-end-by-rule = Our own last day is then { $on } (rule { $rule }).
rehearse-renew = Before: renew hold { $thing }; the renewal is served by { $on }.
rehearse-confirm = Before: have the renewal that is under way confirmed, order { $thing }, by { $on }.
rehearse-settle = Before: find out what became of hold { $thing }, whose end has passed.
rehearse-ask = Before: ask the unit about the queue of hold { $thing } by { $on }; those ahead may have renewed.
rehearse-ask-handover = Before: from { $on } the disposal right may be asked for by hold { $thing } (rule { $rule }).
quarantined-head = This case is in quarantine ({ $code }): its log has an event that does not fit what came before, and it takes no commands. What follows is the state before that event; do not act on it. Run levy verify and have a person look at the log.
quarantined-number = { $number } [quarantine]
quarantined-list = Cases marked "quarantine" ({ $code }) have an event in the log that does not fit; their figures cannot be relied on. See levy case show.
