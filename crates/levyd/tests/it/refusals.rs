//! Bad input is refused, typed, says what to do and leaves no event.

use crate::daemon::{CLERK, Daemon, PRESIDENT, Place, act, act_of, caller, clerk};
use levyd::api;
use tonic::{Code, Status};

struct Case {
    daemon: Daemon,
    matter: String,
    _place: Place,
}

impl Case {
    async fn new() -> Self {
        let place = Place::new();
        let daemon = place.start().await;
        daemon.file_clerk().await;
        let asked = api::OpenMatterRequest {
            act: Some(act("open")),
            ..Default::default()
        };
        let matter = daemon
            .matters()
            .open_matter(asked)
            .await
            .unwrap()
            .into_inner()
            .id;
        Case {
            daemon,
            matter,
            _place: place,
        }
    }

    /// The call failed as said and nothing was written by it.
    async fn refused<T: std::fmt::Debug>(
        &self,
        call: impl Future<Output = Result<T, Status>>,
        (code, levy): (Code, &str),
    ) {
        let before = self.daemon.log_after(None).await.len();
        let status = call.await.unwrap_err();
        assert_eq!(status.code(), code, "{status}");
        let trailer = status
            .metadata()
            .get("levy-code")
            .map(|value| value.to_str().unwrap());
        assert_eq!(trailer, Some(levy), "{status}");
        assert!(status.message().starts_with(levy), "{status}");
        assert_eq!(self.daemon.log_after(None).await.len(), before, "{status}");
    }

    fn party(&self) -> api::AddPartyRequest {
        api::AddPartyRequest {
            act: Some(act("party")),
            matter: self.matter.clone(),
            role: "debtor".into(),
            kind: "natural".into(),
            name: "虚构某甲".into(),
            identity_kind: "resident-id".into(),
            identity: "990000198001010012".into(),
            ..Default::default()
        }
    }
}

#[tokio::test]
async fn a_command_id_never_stands_for_two_requests() {
    let case = Case::new().await;
    let mut matters = case.daemon.matters();
    let in_use = (Code::AlreadyExists, "LEVY-E06");

    // The matter's own id, for something else.
    let mut party = case.party();
    party.act = Some(act("open"));
    case.refused(matters.clone().add_party(party), in_use).await;

    let first = matters.add_party(case.party()).await.unwrap();
    let again = matters.add_party(case.party()).await.unwrap();
    assert_eq!(first.get_ref().id, again.get_ref().id);
    let mut other = case.party();
    other.name = "虚构某乙".into();
    case.refused(matters.clone().add_party(other), in_use).await;
    let mut other = case.party();
    other.act.as_mut().unwrap().caller.as_mut().unwrap().purpose = "preservation".into();
    case.refused(matters.add_party(other), in_use).await;
}

#[tokio::test]
async fn callers_are_named_and_filed() {
    let case = Case::new().await;
    let open = |act| api::OpenMatterRequest {
        act,
        ..Default::default()
    };
    let stranger = caller("off_000000000000000000000000000000ff", "judge");
    let cases = [
        (None, Code::InvalidArgument, "LEVY-G20"),
        (
            Some(api::Act {
                caller: None,
                ..act("x")
            }),
            Code::InvalidArgument,
            "LEVY-G20",
        ),
        (
            Some(api::Act {
                command: "7".into(),
                ..act("x")
            }),
            Code::InvalidArgument,
            "LEVY-G20",
        ),
        (
            Some(act_of(stranger.clone(), "x")),
            Code::PermissionDenied,
            "LEVY-E04",
        ),
        (
            Some(act_of(caller(CLERK, "judge"), "x")),
            Code::PermissionDenied,
            "LEVY-E04",
        ),
        (
            Some(act_of(caller(CLERK, "system"), "x")),
            Code::InvalidArgument,
            "LEVY-G20",
        ),
        (
            Some(act_of(
                api::Caller {
                    purpose: "call 13800000000".into(),
                    ..clerk()
                },
                "x",
            )),
            Code::InvalidArgument,
            "LEVY-G20",
        ),
    ];
    for (act, code, levy) in cases {
        case.refused(case.daemon.matters().open_matter(open(act)), (code, levy))
            .await;
    }
    let read = api::GetCourtRequest {
        caller: Some(stranger),
    };
    case.refused(
        case.daemon.courts().get_court(read),
        (Code::PermissionDenied, "LEVY-E04"),
    )
    .await;
}

#[tokio::test]
async fn nothing_but_filing_is_done_before_the_first_officer() {
    let place = Place::new();
    let daemon = place.start().await;
    let asked = api::OpenMatterRequest {
        act: Some(act("early")),
        ..Default::default()
    };
    let status = daemon.matters().open_matter(asked).await.unwrap_err();
    assert_eq!(status.code(), Code::PermissionDenied, "{status}");
}

#[tokio::test]
async fn parties_are_checked_before_they_are_sealed() {
    let case = Case::new().await;
    let wrong = |change: &dyn Fn(&mut api::AddPartyRequest)| {
        let mut party = case.party();
        change(&mut party);
        party
    };
    let invalid = Code::InvalidArgument;
    let cases: [(api::AddPartyRequest, (Code, &str)); 7] = [
        (
            wrong(&|party| party.identity = "990000198001010011".into()),
            (invalid, "LEVY-D10"),
        ),
        (
            wrong(&|party| party.identity.clear()),
            (invalid, "LEVY-G20"),
        ),
        (
            wrong(&|party| party.identity_kind = "name-only".into()),
            (invalid, "LEVY-G20"),
        ),
        (
            wrong(&|party| party.identity_kind = "passport".into()),
            (invalid, "LEVY-G20"),
        ),
        (
            wrong(&|party| party.role = "debter".into()),
            (invalid, "LEVY-G20"),
        ),
        (
            wrong(&|party| party.name = " ".into()),
            (invalid, "LEVY-G20"),
        ),
        (
            wrong(&|party| party.matter = format!("mat_{}", "0".repeat(32))),
            (Code::NotFound, "LEVY-G21"),
        ),
    ];
    for (party, told) in cases {
        case.refused(case.daemon.matters().add_party(party), told)
            .await;
    }
}

#[tokio::test]
async fn rules_refuse_with_their_own_codes() {
    let case = Case::new().await;
    let matters = || case.daemon.matters();
    let plan = api::PlanFreezeRequest {
        act: Some(act("plan")),
        matter: case.matter.clone(),
        liability: format!("lia_{}", "0".repeat(32)),
        ..Default::default()
    };
    case.refused(
        matters().plan_freeze(plan),
        (Code::FailedPrecondition, "LEVY-R04"),
    )
    .await;
    let number = |number: &str| api::RegisterCaseRequest {
        act: Some(act("number")),
        matter: case.matter.clone(),
        number: number.into(),
        filed_on: "2024-01-02".into(),
        ..Default::default()
    };
    for (text, levy) in [
        ("something", "LEVY-D17"),
        ("（2024）京01执1号", "LEVY-G20"),
        ("（2024）川3322执1号之一", "LEVY-G20"),
        ("（2014）康执字第1号", "LEVY-G20"),
    ] {
        case.refused(
            matters().register_case(number(text)),
            (Code::InvalidArgument, levy),
        )
        .await;
    }
    for (filed_on, numbered) in [
        ("2999-01-01", "（2024）川3322执1号"),
        ("1000-01-01", "（2024）川3322执1号"),
        ("2024-01-02", "（2099）川3322执1号"),
    ] {
        let senseless = api::RegisterCaseRequest {
            filed_on: filed_on.into(),
            ..number(numbered)
        };
        case.refused(
            matters().register_case(senseless),
            (Code::InvalidArgument, "LEVY-R05"),
        )
        .await;
    }
    let close = api::CloseCaseRequest {
        act: Some(act("close")),
        matter: case.matter.clone(),
        registration: format!("reg_{}", "0".repeat(32)),
        kind: "performed".into(),
        ground: "paid by 张三".into(),
        ..Default::default()
    };
    case.refused(
        matters().close_case(close.clone()),
        (Code::InvalidArgument, "LEVY-G20"),
    )
    .await;
    let close = api::CloseCaseRequest {
        ground: "paid".into(),
        ..close
    };
    case.refused(
        matters().close_case(close),
        (Code::FailedPrecondition, "LEVY-R03"),
    )
    .await;
}

#[tokio::test]
async fn positions_of_another_log_are_refused() {
    let case = Case::new().await;
    let follow = api::FollowRequest {
        caller: Some(clerk()),
        after: Some(1 << 40),
        ..Default::default()
    };
    case.refused(
        case.daemon.events().follow(follow),
        (Code::OutOfRange, "LEVY-G22"),
    )
    .await;
    let get = api::GetMatterRequest {
        caller: Some(clerk()),
        matter: case.matter.clone(),
        at_least: Some(1 << 40),
    };
    case.refused(
        case.daemon.matters().get_matter(get),
        (Code::OutOfRange, "LEVY-G22"),
    )
    .await;
}

#[tokio::test]
async fn a_second_role_is_no_second_person() {
    let case = Case::new().await;
    let first = case
        .daemon
        .matters()
        .add_party(case.party())
        .await
        .unwrap()
        .into_inner();
    let again = api::AddPartyRequest {
        act: Some(act("creditor as well")),
        person: first.id.clone(),
        role: "creditor".into(),
        ..case.party()
    };
    let again = case
        .daemon
        .matters()
        .add_party(again)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (again.id, again.done.unwrap().events.len()),
        (first.id.clone(), 1)
    );
    let other = api::AddPartyRequest {
        act: Some(act("another name")),
        person: first.id,
        name: "虚构某乙".into(),
        ..case.party()
    };
    case.refused(
        case.daemon.matters().add_party(other),
        (Code::FailedPrecondition, "LEVY-R02"),
    )
    .await;
}

fn filing(by: api::Caller, officer: &str, role: &str) -> api::FileOfficerRequest {
    api::FileOfficerRequest {
        act: Some(act_of(by, &format!("{officer} as {role}"))),
        officer: officer.into(),
        name: "虚构某官".into(),
        role: role.into(),
        from: "2020-01-01".into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn the_first_officer_of_a_court_is_its_president() {
    let place = Place::new();
    let daemon = place.start().await;
    for role in ["clerk", "judge", "bureau-head"] {
        let asked = filing(caller(CLERK, role), CLERK, role);
        let status = daemon.courts().file_officer(asked).await.unwrap_err();
        assert!(status.message().starts_with("LEVY-R20"), "{status}");
    }
    daemon.file_clerk().await;
}

#[tokio::test]
async fn whoever_typed_the_set_up_hears_the_same_answer_again() {
    let place = Place::new();
    let daemon = place.start().await;
    let president = filing(clerk(), PRESIDENT, "president");
    let first = daemon.courts().file_officer(president.clone()).await;
    let first = first.unwrap().into_inner();
    let again = daemon.courts().file_officer(president.clone()).await;
    let again = again.unwrap().into_inner();
    assert_eq!(again.id, first.id);
    assert_eq!(again.done.unwrap().events, Vec::<String>::new());
    // Nothing else is asked as the set-up any more, under whichever id.
    let other = api::FileOfficerRequest {
        name: "虚构他人".into(),
        ..president.clone()
    };
    let new = filing(clerk(), CLERK, "president");
    for asked in [other, new] {
        let status = daemon.courts().file_officer(asked).await.unwrap_err();
        assert!(status.message().starts_with("LEVY-E04"), "{status}");
    }
    // Nor after a start, and the answer is the same then.
    assert_eq!(daemon.signal("-TERM").await, Some(0));
    let daemon = place.start().await;
    daemon.courts().file_officer(president).await.unwrap();
}

#[tokio::test]
async fn a_clerk_files_no_judge_and_issues_no_ruling_in_an_invented_name() {
    const INVENTED: &str = "off_000000000000000000000000000000ee";
    let case = Case::new().await;
    let unmet = Code::FailedPrecondition;
    for role in ["judge", "bureau-head", "president", "clerk"] {
        let asked = filing(clerk(), INVENTED, role);
        let call = async { case.daemon.courts().file_officer(asked).await };
        case.refused(call, (unmet, "LEVY-R20")).await;
    }
    let about = case.daemon.matters().add_party(case.party()).await.unwrap();
    let number = api::RegisterCaseRequest {
        act: Some(act("number")),
        matter: case.matter.clone(),
        number: "（2024）川3322执1号".into(),
        filed_on: "2024-01-02".into(),
        ..Default::default()
    };
    let registered = case.daemon.matters().register_case(number).await.unwrap();
    for (signers, levy) in [(vec![], "LEVY-R82"), (vec![INVENTED], "LEVY-R80")] {
        let ruling = api::IssueDocumentRequest {
            act: Some(act(levy)),
            matter: case.matter.clone(),
            kind: "ruling".into(),
            number: "（2024）川3322执1号之一".into(),
            registration: registered.get_ref().id.clone(),
            about: about.get_ref().id.clone(),
            signers: signers.into_iter().map(str::to_owned).collect(),
            body: "text of the ruling".into(),
            ..Default::default()
        };
        let call = async { case.daemon.matters().issue_document(ruling).await };
        case.refused(call, (unmet, levy)).await;
    }
}
