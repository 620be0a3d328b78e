//! What a third party owes the debtor: frozen, called in, contested, enforced
//! (D-04, JI 499).

use crate::{story::*, world::*};
use levy_domain::{
    bytes::Digest,
    document::DocumentKind,
    id::{BreachId, DebtId, DocumentId, LiabilityId, RegistrationId},
    matter::{
        Command, Duty, Event,
        breach::Command as OfBreach,
        event::{CaseKind, ClosingKind, ServiceWay},
        third_party::{Command as Ask, DebtState},
    },
    money::Money,
    party::PartyRole,
    stamp::{Actor, Role},
    time::{DAY, Date, Timestamp, Zone},
};
use uuid::Uuid;

const DEBT: DebtId = DebtId(Uuid::from_u128(0xd1));
const DEBT_2: DebtId = DebtId(Uuid::from_u128(0xd2));
const BREACH: BreachId = BreachId(Uuid::from_u128(0xd3));
/// Of the third party, once it is enforced against him.
const OWN: LiabilityId = LiabilityId(Uuid::from_u128(0xd4));
const PAY: DocumentId = DocumentId(Uuid::from_u128(0xd5));
const ENFORCE: DocumentId = DocumentId(Uuid::from_u128(0xd6));

fn freeze_for(debt: DebtId, liability: LiabilityId, amount: Money, due: Option<Date>) -> Command {
    Ask::Freeze {
        debt,
        liability,
        third_party: if liability == OWN {
            GUARANTOR
        } else {
            STRANGER
        },
        amount,
        matures_on: due,
        until: None,
        ruling: RULING,
    }
    .into()
}

fn freeze(amount: Money) -> Command {
    freeze_for(DEBT, LIABILITY, amount, None)
}

fn serve(document: DocumentId, served_at: Timestamp, way: ServiceWay) -> Command {
    Ask::NoteServed {
        debt: DEBT,
        document,
        served_at,
        way,
        evidence: Digest::of(b"proof of service"),
    }
    .into()
}

fn object(on: (u32, u32), contested: Option<Money>, writing: &[u8]) -> Command {
    Ask::Object {
        debt: DEBT,
        received_on: day(2024, on.0, on.1),
        contested,
        ground: "no-such-debt".into(),
        evidence: Digest::of(writing),
    }
    .into()
}

fn due() -> Command {
    Ask::NoteDue { debt: DEBT }.into()
}

fn paid(receipt: levy_domain::id::ReceiptId) -> Command {
    let debt = DEBT;
    Ask::NotePaid { debt, receipt }.into()
}

fn paid_away(moved: Money, moved_at: Timestamp) -> Command {
    Ask::ReportPaidAway {
        debt: DEBT,
        breach: BREACH,
        moved,
        moved_at,
        evidence: Digest::of(b"bank slip"),
    }
    .into()
}

fn enforce_with(ruling: DocumentId, amount: Money) -> Command {
    Ask::RuleEnforcement {
        debt: DEBT,
        liability: OWN,
        amount,
        ruling,
    }
    .into()
}

fn enforce(amount: Money) -> Command {
    enforce_with(ENFORCE, amount)
}

fn lift() -> Command {
    Ask::Lift {
        debt: DEBT,
        ground: "other-ground".into(),
        document: ENFORCE,
    }
    .into()
}

/// 1,000 are owed to the creditor; a judge acts.
fn owed() -> Story {
    Story::owed(cny(1_000))
        .does(add(person(STRANGER), PartyRole::ThirdParty))
        .does(issue(PAY, DocumentKind::from("performance-notice")))
        .does(issue(ENFORCE, DocumentKind::Ruling))
        .by(judge())
}

/// Of what the third party owes, 800 are frozen.
fn frozen() -> Story {
    owed().agreed(freeze(cny(800)))
}

/// The notice to pay reached him now; his days end on Monday, 18 March.
fn called_in() -> Story {
    frozen().does(serve(PAY, NOW, ServiceWay::Direct))
}

fn last() -> Timestamp {
    Timestamp::end_of(day(2024, 3, 18), Zone::CHINA)
}

fn silent() -> Story {
    called_in().at(last()).does(due())
}

fn known(story: &Story) -> &DebtState {
    story.state.third_party_debts.get(&DEBT).unwrap()
}

#[test]
fn a_judge_and_another_officer_freeze_what_a_third_party_owes() {
    given(owed())
        .when_agreed(freeze(cny(800)))
        .then_kinds(["third-party-debt-frozen"])
        .saying(|events| {
            let Event::ThirdPartyDebtFrozen(e) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!(e.rule.article, "执行工作规定 (2020) 45");
            assert_eq!(e.approval_rule.rule, "O-35");
            assert_eq!(e.officers, [JUDGE, HEAD]);
        });
    given(owed().by(clerk()))
        .when(freeze(cny(800)))
        .then_refused("LEVY-R20");
    given(owed())
        .when(freeze(cny(800)))
        .then_kinds(["assent-given"]);
}

#[test]
fn nobody_known_by_name_only_is_bound_as_a_third_party() {
    let story = Story::owed(cny(1_000))
        .does(add(named_only(STRANGER), PartyRole::ThirdParty))
        .by(judge());
    given(story).when(freeze(cny(800))).then_refused("LEVY-R11");
}

#[test]
fn no_more_of_what_a_third_party_owes_is_frozen_than_is_owed() {
    given(owed())
        .when(freeze(cny(1_001)))
        .then_refused("LEVY-R12");
    let held = owed().by(clerk()).holding(1, ACCOUNT, cny(600)).by(judge());
    given(held).when(freeze(cny(401))).then_refused("LEVY-R12");
}

#[test]
fn what_he_may_still_pay_counts_in_the_room_and_covers_nothing() {
    assert_eq!(frozen().room(LIABILITY), 200);
    assert_eq!(silent().room(LIABILITY), 200);
    let sums = silent().state.claim_sums(&CLAIM);
    assert_eq!((sums.covers, sums.bound, sums.doubtful), (0, 0, 800));
    let contested =
        called_in()
            .at(NOW.plus(9 * DAY))
            .does(object((3, 10), Some(cny(500)), b"letter"));
    assert_eq!(contested.room(LIABILITY), 700);
    let lifted = frozen().agreed(lift());
    assert_eq!(lifted.room(LIABILITY), 1_000);
}

#[test]
fn the_notice_to_pay_is_served_on_him_directly_and_once() {
    for way in [
        ServiceWay::Post,
        ServiceWay::LeftBehind,
        ServiceWay::Publication,
    ] {
        given(frozen())
            .when(serve(PAY, NOW, way))
            .then_refused_saying("LEVY-R92", "directly");
    }
    given(frozen())
        .when(serve(NOTICE, NOW, ServiceWay::Direct))
        .then_refused("LEVY-R16");
    given(frozen())
        .when(serve(PAY, NOW.plus(1), ServiceWay::Direct))
        .then_refused("LEVY-R05");
    given(frozen())
        .when(serve(RULING, NOW, ServiceWay::Post))
        .then_kinds(["third-party-served"])
        .seeing(|story| assert_eq!(known(story).answer_by, None));
    given(called_in().at(NOW.plus(DAY)))
        .when(serve(PAY, NOW.plus(DAY), ServiceWay::Direct))
        .then_refused("LEVY-R67");
}

#[test]
fn his_days_run_from_the_service_of_the_notice() {
    given(frozen())
        .when(serve(PAY, NOW, ServiceWay::Direct))
        .then_kinds(["third-party-served"])
        .seeing(|story| {
            // Fifteen days after 1 March is a Saturday.
            let answer_by = known(story).answer_by.clone().unwrap();
            assert_eq!(answer_by.at, last());
            assert_eq!(answer_by.basis.rule, "D-04");
            let due: Vec<Duty> = story.state.duties().due(last()).collect();
            assert_eq!(due, [Duty::ThirdParty(DEBT)]);
        });
    given(called_in().at(last().plus(-1)))
        .when(due())
        .then_nothing();
    given(called_in().at(last()))
        .when(due())
        .then_kinds(["third-party-silent"])
        .owing([]);
}

#[test]
fn what_he_contests_in_time_is_not_enforced_whoever_is_right() {
    let whole = called_in()
        .at(last())
        .does(object((3, 18), None, b"letter"));
    given(whole)
        .when(enforce(cny(1)))
        .then_refused_saying("LEVY-R92", "whether he is right");
    let part = called_in()
        .at(last())
        .does(object((3, 10), Some(cny(500)), b"letter"));
    given(part.clone())
        .when(enforce(cny(301)))
        .then_refused("LEVY-R64");
    given(part)
        .when_agreed(enforce(cny(300)))
        .then_kinds(["liability-stated", "third-party-enforced"]);
}

#[test]
fn what_he_contests_too_late_stops_nothing_of_itself() {
    let late = silent()
        .at(NOW.plus(20 * DAY))
        .does(object((3, 19), None, b"letter"));
    assert_eq!(known(&late).left(), 800);
    given(late)
        .when_agreed(enforce(cny(800)))
        .then_kinds(["liability-stated", "third-party-enforced"]);
}

#[test]
fn he_contests_what_was_served_on_him_and_no_more_than_is_left() {
    given(frozen())
        .when(object((3, 1), None, b"letter"))
        .then_refused("LEVY-R05");
    given(called_in())
        .when(object((3, 1), Some(cny(801)), b"letter"))
        .then_refused("LEVY-R64");
    let twice = called_in().does(object((3, 1), Some(cny(500)), b"letter"));
    given(twice)
        .when(object((3, 1), Some(cny(301)), b"another"))
        .then_refused("LEVY-R64");
}

#[test]
fn what_he_leaves_is_enforced_after_his_days_and_a_ruling_of_its_own() {
    given(frozen())
        .when(enforce(cny(800)))
        .then_refused_saying("LEVY-R92", "no notice");
    given(called_in())
        .when(enforce(cny(800)))
        .then_refused_saying("LEVY-R92", "still run");
    given(silent())
        .when(enforce_with(RULING, cny(800)))
        .then_refused("LEVY-R05");
    given(silent().by(clerk()))
        .when(enforce(cny(800)))
        .then_refused("LEVY-R20");
    given(silent())
        .when_agreed(enforce(cny(800)))
        .then_kinds(["liability-stated", "third-party-enforced"])
        .owing([])
        .seeing(|story| {
            // What is taken of his counts now, up to what he left.
            assert_eq!(story.room(LIABILITY), 1_000);
            assert_eq!(story.room(OWN), 800);
        });
    given(silent().agreed(enforce(cny(500))))
        .when(enforce(cny(300)))
        .then_refused("LEVY-R67");
}

#[test]
fn his_own_debtors_are_out_of_reach() {
    let story = silent()
        .agreed(enforce(cny(800)))
        .does(add(person(GUARANTOR), PartyRole::ThirdParty));
    given(story)
        .when(freeze_for(DEBT_2, OWN, cny(100), None))
        .then_refused_saying("LEVY-R92", "one step");
}

#[test]
fn what_he_pays_is_counted_once() {
    let came = |story: Story| {
        story
            .does(super::funds::booked(RECEIPT, cny(300)))
            .does(super::funds::attributed(RECEIPT))
    };
    given(came(called_in()))
        .when(paid(RECEIPT))
        .then_kinds(["third-party-paid"])
        .seeing(|story| {
            assert_eq!(known(story).left(), 500);
            assert_eq!(story.room(LIABILITY), 200);
        });
    given(called_in().does(super::funds::booked(RECEIPT, cny(300))))
        .when(paid(RECEIPT))
        .then_refused("LEVY-R05");
    let other = freeze_for(DEBT_2, LIABILITY, cny(300), None);
    let debt = DEBT_2;
    let elsewhere = came(owed().agreed(freeze(cny(400)))).agreed(other).does(
        Ask::NotePaid {
            debt,
            receipt: RECEIPT,
        }
        .into(),
    );
    given(elsewhere)
        .when(paid(RECEIPT))
        .then_refused("LEVY-R49");
}

#[test]
fn what_he_pays_the_debtor_after_the_service_he_answers_for() {
    let story = called_in().at(NOW.plus(2 * DAY));
    given(story.clone())
        .when(paid_away(cny(400), NOW.plus(DAY)))
        .then_kinds(["breach-reported"])
        .saying(|events| {
            let Event::BreachReported(e) = &events[0] else {
                panic!("{events:?}")
            };
            assert_eq!((e.debt, e.order, e.unit), (Some(DEBT), None, None));
            assert_eq!(e.rule.rule, "S-11");
        })
        // What he owes is as it was.
        .seeing(|story| assert_eq!(known(story).left(), 800));
    given(story.clone())
        .when(paid_away(cny(400), NOW.plus(-1)))
        .then_refused_saying("LEVY-R92", "nothing bound him");
    given(story.clone())
        .when(paid_away(cny(801), NOW.plus(DAY)))
        .then_refused("LEVY-R64");
    // Lifted, he may pay the debtor again; what he paid before stays a breach.
    let lifted = called_in().at(NOW.plus(2 * DAY)).agreed(lift());
    given(lifted.clone())
        .when(paid_away(cny(400), NOW.plus(DAY)))
        .then_kinds(["breach-reported"]);
    given(lifted.at(NOW.plus(3 * DAY)))
        .when(paid_away(cny(400), NOW.plus(3 * DAY)))
        .then_refused("LEVY-R92");
    let rule = OfBreach::RuleLiability {
        breach: BREACH,
        amount: cny(400),
        document: ENFORCE,
    };
    given(story.does(paid_away(cny(400), NOW.plus(DAY))))
        .when(rule.into())
        .then_kinds(["unit-liability-ruled"]);
}

#[test]
fn what_falls_due_later_is_called_in_from_its_day_on() {
    let on = day(2024, 4, 10);
    let begins = Timestamp::start_of(on, Zone::CHINA);
    let story = owed().agreed(freeze_for(DEBT, LIABILITY, cny(800), Some(on)));
    given(story.clone())
        .when(serve(PAY, NOW, ServiceWay::Direct))
        .then_refused_saying("LEVY-R92", "not fallen due");
    given(story.clone().at(begins.plus(-1)))
        .when(due())
        .then_nothing();
    given(story.at(begins))
        .when(due())
        .then_kinds(["third-party-debt-matured"])
        .owing([])
        .seeing(|story| {
            let served = serve(PAY, begins, ServiceWay::Direct);
            assert!(story.decide(&served).is_ok());
        });
}

#[test]
fn a_preservation_freezes_and_calls_nothing_in() {
    let preserved = Command::RegisterCase {
        registration: RegistrationId(Uuid::from_u128(0x2c)),
        number: "（2024）川3322执保9号".into(),
        type_code: "执保".into(),
        kind: CaseKind::Preservation,
        court: "川3322".into(),
        filed_on: day(2024, 3, 1),
        carried_in: false,
    };
    let close = Command::CloseCase {
        registration: CASE,
        kind: ClosingKind::Terminated,
        ground: "moved".into(),
        document: None,
        owner: Some(JUDGE),
    };
    let story = owed()
        .does(preserved)
        .judged(close)
        .agreed(freeze(cny(800)));
    given(story)
        .when(serve(PAY, NOW, ServiceWay::Direct))
        .then_refused_saying("LEVY-R92", "preservation");
}

#[test]
fn a_case_is_not_performed_while_what_a_third_party_owes_is_frozen() {
    let performed = super::closing::close("performed", None);
    let story = frozen().does(super::paying::paid(RECEIPT, cny(1_000)));
    given(story.clone())
        .when(performed.clone())
        .then_refused("LEVY-R30");
    given(story.clone())
        .when_agreed(lift())
        .then_kinds(["third-party-debt-lifted"])
        .owing([]);
    given(story.agreed(lift()).by(judge()))
        .when(performed)
        .then_kinds(["case-number-closed"]);
}

#[test]
fn only_a_judge_lifts_it_and_not_once_it_is_enforced() {
    given(frozen().by(Actor::officer(CLERK, Role::Clerk)))
        .when_agreed(lift())
        .then_refused("LEVY-R20");
    given(silent().agreed(enforce(cny(800))))
        .when_agreed(lift())
        .then_refused("LEVY-R05");
}
