//! What comes in month by month, what is frozen again and again, what third
//! parties owe.

use super::{Move, PAY, pick};
use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    id::{BreachId, DebtId, IncomeId, PlanId, StandingId},
    matter::{
        Command,
        event::{IncomeKind, ServiceWay},
        income, standing, third_party,
    },
    time::{HOUR, Zone},
};

pub(super) fn ordered(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let income = IncomeId(order(600 + u128::from(which % 2)).0);
    let today = story.now.date_in(Zone::CHINA);
    let next = story.state.incomes.get(&income);
    let next = next.and_then(|known| known.next.as_ref());
    let ask = match choice % 5 {
        0 | 1 => income::Command::Order {
            income,
            liability: LIABILITY,
            kind: IncomeKind::Wages,
            payer: STRANGER,
            first: levy_domain::calendar::add_days(today, i32::from(choice % 40)),
            every_months: 1,
            until: None,
            keeps: None,
            documents: vec![RULING, NOTICE],
        },
        2 => income::Command::Remit {
            income,
            on: next.map_or(today, |next| next.on),
            receipt: pick(story.state.receipts.keys().copied(), which)?,
        },
        3 => income::Command::NoteMissed { income },
        _ => income::Command::End {
            income,
            ground: "left".into(),
            documents: vec![RULING],
        },
    };
    Some(ask.into())
}

pub(super) fn standing(story: &Story, (_, which, _, choice): Move) -> Option<Command> {
    let standing = StandingId(order(610 + u128::from(which % 2)).0);
    let today = story.now.date_in(Zone::CHINA);
    let ask = match choice % 4 {
        0 => standing::Command::Order {
            standing,
            liability: LIABILITY,
            months: None,
            documents: vec![RULING, NOTICE],
            until: levy_domain::calendar::add_days(today, 60),
        },
        1 | 2 => standing::Command::Repeat {
            standing,
            plan: PlanId(order(620 + story.state.plans.len() as u128).0),
        },
        _ => standing::Command::Stop {
            standing,
            ground: "enough".into(),
        },
    };
    Some(ask.into())
}

pub(super) fn third_party(story: &Story, (_, which, sum, choice): Move) -> Option<Command> {
    let debt = DebtId(order(900 + u128::from(which % 2)).0);
    let today = story.now.date_in(Zone::CHINA);
    let evidence = Digest::of(&[choice]);
    let amount = cny(sum % 400 + 1);
    let ask = match choice % 10 {
        0 | 1 => third_party::Command::Freeze {
            debt,
            liability: LIABILITY,
            third_party: STRANGER,
            amount,
            matures_on: (which & 4 == 4).then_some(day(2024, 4, 10)),
            until: None,
            ruling: RULING,
        },
        2 | 3 => third_party::Command::NoteServed {
            debt,
            document: PAY,
            served_at: story.now.plus(-HOUR),
            way: ServiceWay::Direct,
            evidence,
        },
        4 => third_party::Command::Object {
            debt,
            received_on: today,
            contested: (choice & 16 == 16).then_some(amount),
            ground: "paid-already".into(),
            evidence,
        },
        5 => third_party::Command::NoteDue { debt },
        6 => third_party::Command::NotePaid {
            debt,
            receipt: pick(story.state.receipts.keys().copied(), which)?,
        },
        7 => third_party::Command::ReportPaidAway {
            debt,
            breach: BreachId(order(910 + u128::from(which % 2)).0),
            moved: amount,
            moved_at: story.now.plus(-HOUR),
            evidence,
        },
        8 => third_party::Command::RuleEnforcement {
            debt,
            liability: levy_domain::id::LiabilityId(order(920).0),
            amount,
            ruling: RULING,
        },
        _ => third_party::Command::Lift {
            debt,
            ground: "mistake".into(),
            document: RULING,
        },
    };
    Some(ask.into())
}
