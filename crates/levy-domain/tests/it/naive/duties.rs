//! What is owed, worked out from everything that is there.

use levy_domain::{
    matter::{
        Duty, State,
        order_state::{LineState, OrderState, Phase},
        preservation::Stage,
        state::PlanPhase,
    },
    order::Measure,
    time::Timestamp,
};

/// Every duty and the instant from which it is owed, in no order.
pub(super) fn duties(state: &State) -> Vec<(Timestamp, Duty)> {
    let mut duties = Vec::new();
    for (id, plan) in &state.plans {
        if let PlanPhase::Approved(since) = plan.phase {
            duties.push((since, Duty::Issue(*id)));
        }
    }
    for (id, order) in &state.orders {
        let carried = order.draft.route.is_carried();
        match order.phase {
            Phase::Issued { at } | Phase::Begun { at } if carried => {
                let from = order.draft.not_before.unwrap_or(at).max(at);
                duties.push((from, Duty::Carry(*id)));
            }
            Phase::Unknown { since } if carried => duties.push((since, Duty::Settle(*id))),
            _ => {}
        }
        let waiting = !matches!(
            order.phase,
            Phase::Drafted | Phase::Approved | Phase::Closed(_)
        );
        if let (true, Some(deadline)) = (waiting, order.deadline()) {
            duties.push((deadline.at, Duty::Overdue(*id)));
        }
        let way = order
            .relay
            .as_ref()
            .filter(|way| !way.told && !order.recall);
        if let (true, Some(next)) = (waiting, way.and_then(|way| way.next.as_ref())) {
            duties.push((next.at, Duty::RelayLeg(*id)));
        }
        let late = &order.lateness;
        if let (true, false, false, Some(next)) = (waiting, order.recall, late.by_court, &late.next)
        {
            duties.push((next.at, Duty::Escalate(*id)));
        }
    }
    for (id, hold) in &state.holds {
        let runs = !hold.released && hold.rank == 0;
        let waits = !hold.released && hold.rank > 0;
        let place = &hold.place;
        if let (true, Some(front), None) = (waits, &place.front, &place.presumed) {
            duties.push((front.at, Duty::Promotion(*id)));
        }
        if let (true, Some(ask)) = (waits, &place.ask_at) {
            duties.push((ask.at, Duty::AskAhead(*id)));
        }
        let asked = place
            .asked
            .as_ref()
            .filter(|asked| asked.granted.is_none() && !asked.overdue);
        if let (true, Some(by)) = (waits, asked.and_then(|asked| asked.answer_by.as_ref())) {
            duties.push((by.at, Duty::Handover(*id)));
        }
        if let (true, Some(alarm)) = (runs, &hold.ends.alarm) {
            duties.push((alarm.at, Duty::Alarm(*id)));
        }
        let may_run = place.presumed.as_ref().filter(|_| waits);
        if let Some(alarm) = may_run.and_then(|presumed| presumed.ends.alarm.as_ref()) {
            duties.push((alarm.at, Duty::Alarm(*id)));
        }
    }
    for claim in state.claims.keys() {
        if let Some(since) = state.reducing_since(claim) {
            duties.push((since, Duty::Reduce(*claim)));
        }
    }
    for (claim, excess) in state.excesses.iter() {
        if !excess.overdue {
            duties.push((excess.deadline.at, Duty::ReduceOverdue(*claim)));
        }
    }
    for (id, stage) in state.preservations.iter() {
        match stage {
            Stage::Measured(_, at) => duties.push((*at, Duty::SuitDeadline(*id))),
            Stage::Running(deadline) => duties.push((deadline.at, Duty::SuitMissed(*id))),
            Stage::Begun | Stage::Acted(_) | Stage::Missed(..) => {}
        }
    }
    for (id, rounds) in state.requeries.iter() {
        if let Some(next) = &rounds.next {
            duties.push((next.at, Duty::Requery(*id)));
        }
    }
    for (id, income) in state.incomes.iter() {
        if let Some(next) = &income.next {
            duties.push((next.deadline.at, Duty::Remittance(*id)));
        }
    }
    for (id, maturity) in state.maturities.iter() {
        let matures = maturity.matures.as_ref();
        let matures = matures.filter(|_| state.holds[id].is_open());
        duties.extend(matures.map(|matures| (matures.at, Duty::Matured(*id))));
    }
    for (id, debt) in state.third_party_debts.iter() {
        let ran_out = debt.ended.is_some() && debt.answer_by.is_none();
        let gone = debt.lifted.is_some() || debt.enforced.is_some();
        let over = gone || ran_out || debt.left() == 0;
        let next = match (&debt.answer_by, &debt.frozen.matures) {
            _ if over => None,
            (Some(answer_by), _) if !debt.silent => Some(answer_by),
            (None, Some(matures)) if !debt.matured => Some(matures),
            _ => None,
        };
        let alarm = debt.ends.alarm.as_ref().filter(|_| !over);
        let next = next.into_iter().chain(alarm).map(|one| one.at).min();
        duties.extend(next.map(|at| (at, Duty::ThirdParty(*id))));
    }
    for (id, standing) in state.standings.iter() {
        if let Some(next) = &standing.next {
            duties.push((next.at, Duty::Standing(*id)));
        }
    }
    for (id, known) in state.delegations.iter() {
        if let (false, Some(clock)) = (known.told, &known.clock) {
            duties.push((clock.at, Duty::Delegation(*id)));
        }
    }
    for (id, objection) in state.objections.iter() {
        if let (false, None, Some(deadline)) =
            (objection.overdue, &objection.answer, &objection.deadline)
        {
            duties.push((deadline.at, Duty::Objection(*id)));
        }
    }
    for (id, breach) in state.breaches.iter() {
        let back: u64 = breach.recovered.values().map(|(sum, _)| sum.minor).sum();
        if let Some(set) = &breach.recovery
            && !set.missed
            && back < breach.moved.minor
        {
            duties.push((set.deadline.at, Duty::Recovery(*id)));
        }
    }
    for (plan, since) in state.notices.waiting() {
        let secret = |order: &OrderState| {
            let made = order.lines.iter().any(|line| line.hold.is_some());
            order.draft.measure.binds() && !matches!(order.phase, Phase::Closed(_)) && !made
        };
        let mut orders = state.orders.values();
        let hidden = orders.any(|order| order.plan == *plan && secret(order));
        assert_eq!(since.is_some(), !hidden, "notices of {plan}");
        duties.extend(since.map(|since| (since, Duty::Notice(*plan))));
    }
    for (id, notice) in state.notices.open() {
        let next = notice.tried.as_ref().map(|tried| &tried.next);
        let clock = next.or(notice.owed.deadline.as_ref());
        let clock = clock.filter(|_| !notice.overdue);
        duties.extend(clock.map(|clock| (clock.at, Duty::NoticeOverdue(*id))));
    }
    for (id, urgent) in state.urgents.iter() {
        if !urgent.settled && !urgent.missed {
            duties.push((urgent.deadline.at, Duty::Countersign(*id)));
        }
    }
    for (id, report) in state.wrong_persons.all() {
        for (hold, gone) in &report.holds {
            assert_eq!(
                report.cleared || gone.is_some(),
                report.cleared || !state.holds[hold].is_open()
            );
        }
        let touching = state.orders.values().filter(|order| {
            let moved = |line: &LineState| line.settled.map_or(0, |sum| sum.minor);
            let came = |line: &LineState| line.matched.map_or(0, |sum| sum.minor);
            let on_its_way = order.lines.iter().any(|line| moved(line) > came(line));
            order.void && !order.draft.measure.frees() && (order.phase.is_in_world() || on_its_way)
        });
        let waits = touching.filter(|order| order.draft.subject == report.person);
        assert!(report.cleared || report.orders.len() <= waits.count());
        for receipt in &report.receipts {
            let known = &state.receipts[receipt];
            assert!(report.cleared || known.gone < known.amount.minor);
        }
        let done = report.units.is_empty()
            && report.orders.is_empty()
            && report.receipts.is_empty()
            && report.holds.values().all(Option::is_some);
        let since = state.wrong_persons.clearable_since(id);
        assert_eq!(since.is_some(), done && !report.cleared, "clearing of {id}");
        duties.extend(since.map(|since| (since, Duty::ClearWrongPerson(*id))));
        let clock = report.deadline.as_ref().map(|deadline| deadline.at);
        let clock = clock.filter(|_| !done && !report.overdue && !report.cleared);
        duties.extend(clock.map(|at| (at, Duty::WrongPersonOverdue(*id))));
    }
    for (id, owed) in state.releases.owed() {
        if !state.holds[id].is_open() {
            continue;
        }
        let whole = |order: &OrderState| {
            matches!(
                order.draft.measure,
                Measure::Release | Measure::ReleaseWaiting
            ) && order.draft.lines.iter().any(|line| line.hold == Some(*id))
                && (order.phase.is_open() || order.lines.iter().any(|line| line.unclear))
        };
        let proposing = state.releases.proposing_since(id);
        let given_up = state.holds[id].given_up;
        let busy = owed.is_empty() || given_up || state.orders.values().any(|order| whole(order));
        assert_eq!(proposing.is_some(), !busy, "release of {id}");
        duties.extend(proposing.map(|since| (since, Duty::Release(*id))));
        let open = owed.iter().filter(|owed| !owed.overdue);
        let next = open
            .filter_map(|owed| owed.deadline.as_ref())
            .map(|it| it.at);
        duties.extend(next.min().map(|at| (at, Duty::ReleaseOverdue(*id))));
    }
    duties
}
