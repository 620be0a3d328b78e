//! Plans: why these assets and not others, who must approve, who did.

use super::{
    super::{
        Arg,
        Part::{Order, Plan},
        Teller, code, codes, count, id, ids, words as w,
    },
    file, people,
};
use levy_domain::{
    matter::event::{self as e, PlanDrafted, Worksheet},
    order::{Basis, Issuance, Line, OrderDraft, Reason},
};
use uuid::Uuid;

pub(super) fn drafted(event: &PlanDrafted, tell: &mut Teller<'_, '_>) {
    let (plan, orders) = (event.plan, count(event.orders.len()));
    match &event.by_rule {
        Some(rule) => tell
            .say(Plan, w::DRAFTED_BY_RULE, [id(plan), orders])
            .by(rule),
        None => {
            let officer = event.drafted_by.map_or(Arg::None, id);
            tell.say(Plan, w::DRAFTED, [id(plan), orders, officer])
        }
    }
    .about([plan.0]);
    if let Some(cure_by) = &event.cure_by {
        tell.say(Plan, w::CURE_BY, [id(plan), cure_by.at.into()])
            .by(&cure_by.basis)
            .about([plan.0]);
    }
    if let Some(sheet) = &event.worksheet {
        tell.say(Plan, w::WORKSHEET, worksheet(sheet))
            .about([plan.0]);
    }
    for order in &event.orders {
        self::order(event, order, tell);
    }
    for passed in &event.passed_over {
        let rule = reason_rule(&passed.reason, event, tell);
        let said = tell.say(
            Plan,
            w::PASSED,
            [id(passed.asset), code(&passed.reason.key)],
        );
        said.by(&rule).about([passed.asset.0]);
    }
    for warned in &event.warnings {
        let about = [plan.0, warned.asset.0];
        let asset = [id(warned.asset)];
        match &warned.rule {
            Some(rule) => tell.say(Plan, w::WARNED, asset).by(rule),
            None => tell.say(Plan, w::WARNED_NO_RULE, asset),
        }
        .about(about);
    }
    for set_aside in &event.overrides {
        let args = [ids(&set_aside.officers), code(&set_aside.ground)];
        tell.say(Plan, w::OVERRIDDEN, args)
            .by(&set_aside.rule)
            .about([plan.0]);
    }
    for weak in &event.weak {
        people::weak(plan, weak, tell);
    }
    let roles = event.approvals_needed.iter().map(|roles| {
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        roles.join("/")
    });
    tell.say(Plan, w::NEEDS, [id(plan), codes(roles)])
        .by(&event.approval_rule)
        .about([plan.0]);
}

fn worksheet(sheet: &Worksheet) -> [Arg; 6] {
    [
        sheet.owed.into(),
        sheet.collected.into(),
        sheet.held.into(),
        sheet.in_flight.into(),
        sheet.room.into(),
        sheet.as_of.into(),
    ]
}

/// A reason names its rule by id alone; the plan was made under one profile,
/// whose version stands in the basis of its approvals.
fn reason_rule(reason: &Reason, plan: &PlanDrafted, tell: &Teller<'_, '_>) -> Basis {
    let profile = tell.told.profile;
    let version = &plan.approval_rule.version;
    let rule = reason.rule.clone().unwrap_or_default();
    let on = tell.told.now.date_in(profile.zone());
    match profile.basis(&rule, on) {
        Ok(basis) if basis.version == *version => basis.clone(),
        _ => Basis {
            rule,
            version: version.clone(),
            article: String::new(),
        },
    }
}

fn order(plan: &PlanDrafted, order: &OrderDraft, tell: &mut Teller<'_, '_>) {
    for line in &order.lines {
        pick(plan, order, line, tell);
    }
    let this = order.order;
    let args = [
        id(this),
        code(&order.measure),
        order.unit.into(),
        code(&order.purpose),
    ];
    tell.say(Order, w::ORDER, args)
        .by(&order.basis)
        .about([this.0]);
    let args = [
        id(this),
        code(&order.route),
        id(order.subject),
        code(&order.identity),
    ];
    tell.say(Order, w::ORDER_WAY, args).about([this.0]);
    for document in &order.documents {
        let kind = tell.state().documents.get(document);
        let kind = kind.map_or(Arg::None, |known| code(&known.kind));
        let args = [id(this), kind, file::named(document, tell)];
        let shown = file::shown(document, tell);
        tell.say(Order, w::ORDER_DOCUMENT, args)
            .about([this.0])
            .shown_by(shown);
    }
    if let Some(at) = order.not_before {
        tell.say(Order, w::ORDER_NOT_BEFORE, [id(this), at.into()])
            .about([this.0]);
    }
    if let Some(earlier) = order.replaces {
        tell.say(Order, w::ORDER_REPLACES, [id(this), id(earlier)])
            .about([this.0, earlier.0]);
    }
}

fn pick(plan: &PlanDrafted, order: &OrderDraft, line: &Line, tell: &mut Teller<'_, '_>) {
    let about: Vec<Uuid> = [Some(order.order.0), line.hold.map(|hold| hold.0)]
        .into_iter()
        .flatten()
        .chain([line.asset.0])
        .collect();
    let rule = reason_rule(&line.reason, plan, tell);
    let (this, measure) = (id(order.order), code(&order.measure));
    let (asset, unit) = (id(line.asset), order.unit.into());
    let reason = code(&line.reason.key);
    match line.amount {
        Some(amount) => {
            let args = [this, measure, asset, unit, amount.into(), reason];
            tell.say(Plan, w::PICK, args)
        }
        None => tell.say(Plan, w::PICK_WHOLE, [this, measure, asset, unit, reason]),
    }
    .by(&rule)
    .about(about.iter().copied());
    if let Some(term) = line.term {
        let (from, to) = (term.from.into(), term.to.into());
        let args = [id(order.order), id(line.asset), from, to];
        tell.say(Order, w::ORDER_TERM, args).about(about);
    }
}

pub(super) fn approved(event: &e::PlanApproved, tell: &mut Teller<'_, '_>) {
    let rule = tell
        .state()
        .plans
        .get(&event.plan)
        .map(|plan| plan.drafted.approval_rule.clone())
        .unwrap_or_default();
    let args = || [id(event.plan), id(event.officer), code(&event.role)];
    if event.ahead {
        tell.say(Plan, w::APPROVED_AHEAD, args())
            .about([event.plan.0]);
    }
    let said = if event.complete {
        tell.say(Plan, w::APPROVED_FULLY, args())
    } else {
        tell.say(Plan, w::APPROVED, args())
    };
    said.by(&rule).about([event.plan.0]);
    people::deputy(event.plan, event.officer, event.on_behalf_of, tell);
}

pub(super) fn withdrawn(event: &e::PlanWithdrawn, tell: &mut Teller<'_, '_>) {
    let args = [id(event.plan), code(&event.ground)];
    tell.say(Plan, w::WITHDRAWN, args).about([event.plan.0]);
}

pub(super) fn issued(event: &e::OrdersIssued, tell: &mut Teller<'_, '_>) {
    let args = [id(event.plan), count(event.issued.len())];
    tell.say(Plan, w::ISSUED, args);
    for issued in &event.issued {
        one(issued, tell);
    }
}

fn one(issued: &Issuance, tell: &mut Teller<'_, '_>) {
    let this = issued.order;
    let args = [id(this), issued.expires_at.into()];
    tell.say(Order, w::ORDER_ISSUED, args).about([this.0]);
    if issued.announced {
        tell.say(Order, w::ORDER_ANNOUNCED, [id(this)])
            .about([this.0]);
    }
    super::order::clocks(&this, &issued.deadlines, tell);
}
