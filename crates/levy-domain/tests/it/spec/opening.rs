//! Case numbers, claims, parties, liabilities, documents.

use crate::{story::*, world::*};
use levy_domain::{
    claim::{Claim, ComponentKind, LiabilityMode, Share},
    document::DocumentKind,
    id::{ClaimId, DocumentId, MatterId, RegistrationId},
    matter::{Command, Event},
    money::MAX_MINOR,
    order::Measure,
    party::{IdentityStrength, PartyRole, Person},
    reply::Outcome,
};

fn state_claim(claim: Claim) -> Command {
    Command::StateClaim {
        claim,
        home: MATTER,
    }
}

fn liable(liability: levy_domain::claim::Liability) -> Command {
    Command::StateLiability { liability }
}

pub(super) fn corrected(person: Person) -> Command {
    Command::CorrectIdentity {
        person,
        document: Some(JUDGMENT),
    }
}

pub(super) fn renumbered() -> Person {
    Person {
        identity: Some(sealed(99)),
        ..person(DEBTOR)
    }
}

#[test]
fn a_matter_opens_once() {
    given(Story::nothing())
        .when(open())
        .then_kinds(["matter-opened"])
        .owing([]);
}

#[test]
fn nothing_can_be_asked_of_a_matter_that_is_not_open() {
    given(Story::nothing())
        .when(register())
        .then_refused("LEVY-R01");
}

#[test]
fn a_matter_needs_a_court() {
    let Command::Open {
        matter, currency, ..
    } = open()
    else {
        unreachable!()
    };
    let nowhere = Command::Open {
        matter,
        court: String::new(),
        currency,
    };
    given(Story::nothing())
        .when(nowhere)
        .then_refused("LEVY-R05");
}

#[test]
fn no_second_matter_opens_in_one_stream() {
    let Command::Open {
        court, currency, ..
    } = open()
    else {
        unreachable!()
    };
    let other = Command::Open {
        matter: MatterId(CASE.0),
        court,
        currency,
    };
    given(Story::opened()).when(other).then_refused("LEVY-R02");
}

#[test]
fn a_case_number_is_registered() {
    given(Story::nothing().does(open()))
        .when(register())
        .then_kinds(["case-registered"]);
}

pub(crate) fn register_as(id: RegistrationId, text: &str, on: levy_domain::time::Date) -> Command {
    let Command::RegisterCase {
        type_code,
        kind,
        court,
        carried_in,
        ..
    } = register()
    else {
        unreachable!()
    };
    Command::RegisterCase {
        registration: id,
        number: text.into(),
        type_code,
        kind,
        court,
        filed_on: on,
        carried_in,
    }
}

#[test]
fn a_case_number_is_registered_under_one_id_alone() {
    let again = register_as(
        RegistrationId(MATTER.0),
        "（2024）川3322执12号",
        day(2024, 1, 8),
    );
    given(Story::opened()).when(again).then_refused("LEVY-R05");
}

#[test]
fn a_registration_keeps_its_number() {
    given(Story::opened())
        .when(register_as(CASE, "（2024）川3322执13号", day(2024, 1, 8)))
        .then_refused("LEVY-R02");
}

#[test]
fn a_case_is_not_filed_in_the_future() {
    let tomorrow = register_as(
        RegistrationId(MATTER.0),
        "（2024）川3322执13号",
        day(2024, 3, 2),
    );
    given(Story::opened())
        .when(tomorrow)
        .then_refused("LEVY-R05");
}

#[test]
fn a_claim_is_stated() {
    given(Story::opened())
        .when(state_claim(claim(cny(1_000))))
        .then_kinds(["claim-stated"])
        .seeing(|story| assert_eq!(story.state.claims[&CLAIM].owed, 1_000));
}

#[test]
fn a_claim_is_in_the_currency_of_the_matter() {
    given(Story::opened())
        .when(state_claim(claim(usd(1_000))))
        .then_refused("LEVY-R06");
}

#[test]
fn a_claim_has_components() {
    let empty = Claim {
        components: vec![],
        ..claim(cny(1))
    };
    given(Story::opened())
        .when(state_claim(empty))
        .then_refused("LEVY-R05");
}

#[test]
fn each_kind_of_component_stands_once_in_a_claim() {
    let mut twice = claim(cny(1));
    twice
        .components
        .push(component(ComponentKind::Principal, cny(2)));
    given(Story::opened())
        .when(state_claim(twice))
        .then_refused("LEVY-R05");
}

#[test]
fn every_component_has_its_place_in_the_order_of_allocation() {
    let mut claim = claim(cny(1));
    claim
        .components
        .push(component(ComponentKind::DoubledInterest, cny(2)));
    given(Story::opened())
        .when(state_claim(claim))
        .then_refused("LEVY-R05");
}

#[test]
fn the_order_of_allocation_names_a_component_once() {
    let mut claim = claim(cny(1));
    claim.allocation_order.push(ComponentKind::Costs);
    given(Story::opened())
        .when(state_claim(claim))
        .then_refused("LEVY-R05");
}

#[test]
fn a_claim_that_is_too_large_to_count_is_refused() {
    let mut claim = claim(cny(MAX_MINOR));
    claim
        .components
        .push(component(ComponentKind::Costs, cny(1)));
    given(Story::opened())
        .when(state_claim(claim))
        .then_refused("LEVY-R07");
}

#[test]
fn a_claim_is_not_stated_otherwise() {
    given(Story::owed(cny(1_000)))
        .when(state_claim(claim(cny(2_000))))
        .then_refused("LEVY-R27");
}

fn adjust(claim: ClaimId, kind: ComponentKind, fen: u64) -> Command {
    Command::AdjustClaim {
        claim,
        component: component(kind, cny(fen)),
        ground: "interest".into(),
        document: None,
    }
}

#[test]
fn an_adjusted_component_takes_the_place_of_the_earlier_one() {
    given(Story::owed(cny(1_000)))
        .when(adjust(CLAIM, ComponentKind::Principal, 700))
        .then_kinds(["claim-adjusted"])
        .seeing(|story| assert_eq!(story.state.claims[&CLAIM].owed, 700));
}

#[test]
fn a_new_component_adds_to_what_is_owed() {
    given(Story::owed(cny(1_000)))
        .when(adjust(CLAIM, ComponentKind::Costs, 50))
        .then_kinds(["claim-adjusted"])
        .seeing(|story| assert_eq!(story.room(LIABILITY), 1_050));
}

#[test]
fn a_claim_lowered_below_what_is_held_owes_a_reduction() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(1_000)))
        .when(adjust(CLAIM, ComponentKind::Principal, 600))
        .then_kinds(["claim-adjusted"])
        .owing([levy_domain::matter::Duty::Reduce(CLAIM)]);
}

#[test]
fn an_unknown_claim_cannot_be_adjusted() {
    given(Story::opened())
        .when(adjust(CLAIM, ComponentKind::Principal, 7))
        .then_refused("LEVY-R03");
}

#[test]
fn a_component_cannot_grow_beyond_what_can_be_counted() {
    given(Story::owed(cny(1_000)))
        .when(adjust(CLAIM, ComponentKind::Costs, MAX_MINOR))
        .then_refused("LEVY-R07");
}

#[test]
fn a_party_may_play_two_parts() {
    given(Story::opened())
        .when(add(person(DEBTOR), PartyRole::ThirdParty))
        .then_kinds(["party-added"])
        .seeing(|story| assert_eq!(story.state.persons[&DEBTOR].1.len(), 2));
}

#[test]
fn a_number_and_its_strength_agree() {
    let odd = Person {
        strength: IdentityStrength::NameOnly,
        ..person(STRANGER)
    };
    given(Story::opened())
        .when(add(odd, PartyRole::Debtor))
        .then_refused("LEVY-R05");
    let odd = Person {
        strength: IdentityStrength::Valid,
        ..named_only(STRANGER)
    };
    given(Story::opened())
        .when(add(odd, PartyRole::Debtor))
        .then_refused("LEVY-R05");
}

#[test]
fn a_party_is_not_changed_by_adding_it_again() {
    given(Story::opened())
        .when(add(renumbered(), PartyRole::Debtor))
        .then_refused("LEVY-R02");
}

#[test]
fn only_a_debtor_is_liable() {
    let story = Story::opened()
        .does(state_claim(claim(cny(1_000))))
        .does(add(person(STRANGER), PartyRole::Creditor));
    given(story)
        .when(liable(joint(GUARANTEE, STRANGER)))
        .then_refused("LEVY-R10");
}

#[test]
fn a_liability_is_for_a_claim_that_is_stated() {
    given(Story::opened())
        .when(liable(joint(LIABILITY, DEBTOR)))
        .then_refused("LEVY-R03");
}

#[test]
fn a_liability_is_not_stated_otherwise() {
    given(Story::owed(cny(1_000)))
        .when(liable(capped(LIABILITY, DEBTOR, cny(5))))
        .then_refused("LEVY-R28");
}

#[test]
fn mode_share_and_cap_of_a_liability_agree() {
    let mut without = by_share(GUARANTEE, DEBTOR, 1, 2);
    without.share = None;
    let mut both = capped(GUARANTEE, DEBTOR, cny(5));
    both.share = Some(Share {
        numerator: 1,
        denominator: 2,
    });
    let mut foreign = capped(GUARANTEE, DEBTOR, cny(5));
    foreign.cap = Some(usd(5));
    let mut unknown = joint(GUARANTEE, DEBTOR);
    unknown.mode = LiabilityMode::Other("new".into());
    let odd = [
        by_share(GUARANTEE, DEBTOR, 3, 2),
        by_share(GUARANTEE, DEBTOR, 1, 0),
        by_share(GUARANTEE, DEBTOR, 0, 2),
    ];
    for liability in odd.into_iter().chain([without, both, foreign, unknown]) {
        given(Story::owed(cny(1_000)))
            .when(liable(liability))
            .then_refused("LEVY-R05");
    }
}

#[test]
fn a_hold_under_a_corrected_identity_covers_nothing() {
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(400)))
        .when(corrected(renumbered()))
        .then_kinds(["identity-corrected"])
        .seeing(|story| {
            let sums = story.state.claim_sums(&CLAIM);
            assert_eq!((sums.bound, sums.covers), (400, 0));
            assert!(story.state.orders[&order(1)].disputed);
        });
}

#[test]
fn a_number_that_a_register_confirms_leaves_its_holds_as_they_are() {
    let confirmed = Person {
        strength: IdentityStrength::Confirmed,
        ..person(DEBTOR)
    };
    given(Story::owed(cny(1_000)).holding(1, ACCOUNT, cny(400)))
        .when(corrected(confirmed))
        .then_kinds(["identity-corrected"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 400));
}

#[test]
fn a_hold_made_after_a_correction_covers_again() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(400))
        .does(corrected(renumbered()))
        .freezing(2, SECOND, cny(300));
    let done = reply(&order(2), 1, vec![said(1, Outcome::Done, Some(cny(300)))]);
    given(story)
        .when(fold(order(2), done))
        .then_kinds(["order-answered", "hold-established"])
        .seeing(|story| assert_eq!(story.state.claim_sums(&CLAIM).covers, 300));
}

#[test]
fn a_hold_that_covers_nothing_cannot_be_drawn_on() {
    let story = Story::owed(cny(1_000))
        .holding(1, ACCOUNT, cny(400))
        .does(corrected(renumbered()));
    let draft = story.on_hold(2, Measure::Transfer, 1, Some(cny(1)));
    given(story)
        .when(Command::DraftPlan {
            plan: PLAN,
            orders: vec![draft],
            overrides: vec![],
        })
        .then_refused("LEVY-R24");
}

#[test]
fn the_identity_of_somebody_unknown_cannot_be_corrected() {
    given(Story::opened())
        .when(corrected(person(STRANGER)))
        .then_refused("LEVY-R03");
}

#[test]
fn a_document_needs_a_signer() {
    let mut document = document(DocumentId(PLAN.0), DocumentKind::Ruling);
    document.signers.clear();
    given(Story::opened())
        .when(Command::IssueDocument { document })
        .then_refused("LEVY-R05");
}

#[test]
fn a_document_is_issued_under_a_case_number() {
    let mut document = document(DocumentId(PLAN.0), DocumentKind::Ruling);
    document.registration = RegistrationId(MATTER.0);
    given(Story::opened())
        .when(Command::IssueDocument { document })
        .then_refused("LEVY-R03");
}

#[test]
fn a_document_that_is_issued_stays_as_it_is() {
    given(Story::opened())
        .when(issue(RULING, DocumentKind::JudgmentCopy))
        .then_refused("LEVY-R02");
    given(Story::opened())
        .when(issue(RULING, DocumentKind::Ruling))
        .then_nothing();
}

#[test]
fn events_of_this_matter_keep_their_kind() {
    let story = Story::owed(cny(1));
    assert!(
        story
            .events
            .iter()
            .all(|(event, _)| Event::KINDS.contains(&event.kind()))
    );
}
