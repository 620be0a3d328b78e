//! From a query to a hold and its release, with a bank behind a socket.

use crate::{
    bank,
    daemon::{Daemon, JUDGE, PATIENCE, Place, act, act_of, caller, clerk},
};
use levyd::api::{self, follow_response::Tail};
use tokio::time::timeout;

const HEAD: &str = "off_00000000000000000000000000000003";

struct Case<'a> {
    daemon: &'a Daemon,
    matter: String,
    debtor: String,
    liability: String,
    documents: Vec<String>,
}

fn yuan(yuan: u64) -> Option<api::Money> {
    Some(api::Money {
        minor: yuan * 100,
        currency: "CNY".into(),
    })
}

async fn case(daemon: &Daemon) -> Case<'_> {
    daemon.file_clerk().await;
    daemon.file(JUDGE, "judge", "虚构审判员").await;
    daemon.file(HEAD, "bureau-head", "虚构局长").await;
    let mut matters = daemon.matters();
    let asked = api::OpenMatterRequest {
        act: Some(act("open")),
        ..Default::default()
    };
    let matter = matters.open_matter(asked).await.unwrap().into_inner().id;
    let asked = api::RegisterCaseRequest {
        act: Some(act("number")),
        matter: matter.clone(),
        number: "(2024)川3322执1号".into(),
        filed_on: "2024-01-02".into(),
        ..Default::default()
    };
    let registration = matters.register_case(asked).await.unwrap().into_inner().id;
    let asked = api::StateClaimRequest {
        act: Some(act("claim")),
        matter: matter.clone(),
        components: vec![api::Component {
            kind: "principal".into(),
            amount: yuan(10_000),
            as_of: "2024-01-02".into(),
            ..Default::default()
        }],
        ..Default::default()
    };
    let claim = matters.state_claim(asked).await.unwrap().into_inner().id;
    let asked = api::AddPartyRequest {
        act: Some(act("debtor")),
        matter: matter.clone(),
        role: "debtor".into(),
        kind: "natural".into(),
        name: "虚构某甲".into(),
        identity_kind: "resident-id".into(),
        identity: "990000198001010012".into(),
        ..Default::default()
    };
    let debtor = matters.add_party(asked).await.unwrap().into_inner().id;
    let asked = api::StateLiabilityRequest {
        act: Some(act("liability")),
        matter: matter.clone(),
        claim,
        person: debtor.clone(),
        mode: "joint".into(),
        ..Default::default()
    };
    let liability = matters
        .state_liability(asked)
        .await
        .unwrap()
        .into_inner()
        .id;
    let mut documents = Vec::new();
    for kind in ["query-notice", "ruling", "assistance-notice"] {
        let asked = api::IssueDocumentRequest {
            act: Some(act(kind)),
            matter: matter.clone(),
            kind: kind.into(),
            number: "（2024）川3322执1号".into(),
            registration: registration.clone(),
            about: debtor.clone(),
            signers: vec![JUDGE.into()],
            body: format!("text of the {kind}").into(),
            ..Default::default()
        };
        documents.push(matters.issue_document(asked).await.unwrap().into_inner().id);
    }
    Case {
        daemon,
        matter,
        debtor,
        liability,
        documents,
    }
}

impl Case<'_> {
    /// Follows the log until an event of this type comes; its position.
    async fn until(&self, kind: &str) -> u64 {
        let asked = api::FollowRequest {
            caller: Some(clerk()),
            ..Default::default()
        };
        let mut stream = self
            .daemon
            .events()
            .follow(asked)
            .await
            .unwrap()
            .into_inner();
        let seen = async {
            while let Some(response) = stream.message().await.unwrap() {
                if let Some(Tail::Event(frame)) = response.tail
                    && frame.r#type == kind
                {
                    return frame.position;
                }
            }
            panic!("the log ended before {kind}");
        };
        timeout(PATIENCE, seen)
            .await
            .unwrap_or_else(|_| panic!("{kind} comes"))
    }

    async fn show(&self, at_least: u64) -> api::Matter {
        let asked = api::GetMatterRequest {
            caller: Some(clerk()),
            matter: "（2024）川3322执1号".into(),
            at_least: Some(at_least),
        };
        self.daemon
            .matters()
            .get_matter(asked)
            .await
            .unwrap()
            .into_inner()
    }

    async fn approve(&self, plan: &api::Plan) -> api::PlanMade {
        let mut made = None;
        for (officer, role) in [(JUDGE, "judge"), (HEAD, "bureau-head")] {
            let asked = api::ApprovePlanRequest {
                act: Some(act_of(
                    caller(officer, role),
                    &format!("{} {officer}", plan.plan),
                )),
                matter: self.matter.clone(),
                plan: plan.plan.clone(),
                list_hash: plan.list_hash.clone(),
            };
            made = Some(
                self.daemon
                    .matters()
                    .approve_plan(asked)
                    .await
                    .unwrap()
                    .into_inner(),
            );
        }
        made.unwrap()
    }
}

#[tokio::test]
async fn a_query_a_freeze_and_a_release_travel_to_the_bank_and_back() {
    let (bank, peers, mut replies) = bank::listen().await;
    let place = Place::with_peers(&peers);
    bank.trust(&place.ring());
    let daemon = place.start().await;
    let case = case(&daemon).await;
    let mut matters = daemon.matters();

    let sweep = api::OrderSweepRequest {
        act: Some(act("sweep")),
        matter: case.matter.clone(),
        subjects: vec![case.debtor.clone()],
        rule: "N-06".into(),
        documents: case.documents[..1].to_vec(),
        ..Default::default()
    };
    matters.order_sweep(sweep).await.unwrap();
    case.until("sweep-closed").await;

    let plan = api::PlanFreezeRequest {
        act: Some(act("plan")),
        matter: case.matter.clone(),
        liability: case.liability.clone(),
        documents: case.documents[1..].to_vec(),
        ..Default::default()
    };
    let plan = matters
        .plan_freeze(plan)
        .await
        .unwrap()
        .into_inner()
        .plan
        .unwrap();
    assert_eq!(
        (plan.phase.as_str(), plan.orders.len(), plan.needs.len()),
        ("drafted", 1, 2)
    );
    assert_eq!(plan.orders[0].lines[0].amount, yuan(10_000));
    case.approve(&plan).await;

    let reply = timeout(PATIENCE, replies.recv())
        .await
        .expect("the order travels")
        .unwrap();
    assert_eq!(bank::bring(daemon.replies, &reply).await, "HTTP/1.1 200 OK");
    let placed = case.until("hold-established").await;
    let known = case.show(placed).await;
    let control = known.control.clone().unwrap();
    assert_eq!(
        (control.owed_minor, control.held_minor),
        (1_000_000, 1_000_000)
    );
    assert_eq!((known.holds.len(), known.holds[0].rank), (1, 0));
    assert!(
        !known.holds[0].events.is_empty(),
        "every number has its events"
    );
    assert_eq!(known.orders[0].phase, "answered");
    // The same reply again is acknowledged and folded once.
    assert_eq!(bank::bring(daemon.replies, &reply).await, "HTTP/1.1 200 OK");

    let release = api::DraftReleaseRequest {
        act: Some(act("release")),
        matter: case.matter.clone(),
        holds: vec![api::HoldPart {
            hold: known.holds[0].hold.clone(),
            amount: None,
        }],
        documents: case.documents[1..].to_vec(),
        ground: "other-ground".into(),
        ..Default::default()
    };
    let release = matters
        .draft_release(release)
        .await
        .unwrap()
        .into_inner()
        .plan
        .unwrap();
    assert_eq!(release.orders[0].measure, "release");
    let asked = api::GetPlanRequest {
        caller: Some(clerk()),
        matter: case.matter.clone(),
        plan: release.plan.clone(),
    };
    assert_eq!(matters.get_plan(asked).await.unwrap().into_inner(), release);
    let withdraw = api::WithdrawPlanRequest {
        act: Some(act("withdraw")),
        matter: case.matter.clone(),
        plan: release.plan.clone(),
        ground: "drafted-by-mistake".into(),
    };
    let withdrawn = matters
        .withdraw_plan(withdraw)
        .await
        .unwrap()
        .into_inner()
        .plan
        .unwrap();
    assert_eq!(withdrawn.phase, "withdrawn");

    let payment = api::RecordPaymentRequest {
        act: Some(act("payment")),
        matter: case.matter.clone(),
        person: case.debtor.clone(),
        amount: yuan(1_000),
        paid_on: "2024-02-01".into(),
        proof: Some("receipt of the payment".into()),
        ..Default::default()
    };
    let done = matters
        .record_payment(payment)
        .await
        .unwrap()
        .into_inner()
        .done
        .unwrap();
    let known = case.show(done.position.unwrap()).await;
    assert_eq!(known.control.unwrap().collected_minor, 100_000);
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    place.verified();
    assert!(!place.log().contains(bank::ACCOUNT));
}

#[tokio::test]
async fn a_forged_reply_is_turned_away_and_leaves_no_event() {
    let (bank, peers, _replies) = bank::listen().await;
    let place = Place::with_peers(&peers);
    bank.trust(&place.ring());
    let daemon = place.start().await;
    daemon.file_clerk().await;
    let before = daemon.log_after(None).await;
    let kind = levy::connect::BodyKind::Reply;
    let stranger = levy::proof::Signer::new(&levy::proof::ED25519_SHA256, &[8; 32]);
    let forged = levy::connect::SignedBody::sign(kind, b"{}".as_slice(), &stranger);
    assert_eq!(
        bank::bring(daemon.replies, &forged).await,
        "HTTP/1.1 401 Unauthorized"
    );
    assert_eq!(daemon.log_after(None).await, before);
}
