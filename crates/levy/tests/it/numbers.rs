//! One case number, one matter: what the streams of two matters cannot see of
//! each other (ADR 0017).

use crate::{
    case::Case,
    rig::{COURT, Rig, bank, within},
};
use levy::{
    Audit,
    engine::{Caller, Command as EngineCommand, CommandError, StreamKey},
    journal::AnyEvent,
};
use levy_domain::{
    id::{CommandId, MatterId, RegistrationId},
    matter::{Command, event::CaseKind},
    money::Currency,
    number,
    time::{DAY, Zone},
};
use uuid::Uuid;

const NUMBER: &str = "（2026）川33执77号";

fn register(rig: &Rig, matter: MatterId, number: &str, days: i64) -> Command {
    Command::RegisterCase {
        registration: RegistrationId::derive(matter.0, &[b"another", number.as_bytes()]),
        number: number.into(),
        type_code: "执".into(),
        kind: CaseKind::First,
        court: COURT.into(),
        filed_on: rig.now().plus(days * DAY).date_in(Zone::CHINA),
        carried_in: false,
    }
}

async fn registers(case: &Case<'_>, number: &str) -> Result<usize, CommandError> {
    let command = register(case.rig, case.matter, number, 0);
    case.act(command).await.map(|answer| answer.events.len())
}

fn refused_in(error: &CommandError, matter: MatterId) {
    let text = error.to_string();
    assert!(text.starts_with("LEVY-R83"), "{text}");
    assert!(text.contains(&matter.to_string()), "{text}");
}

async fn claims(rig: &Rig) -> usize {
    let journal = rig.levy.engine().journal();
    let entries = journal.page(None, 10_000).await.expect("the log");
    let of_number = |entry: &&levy::journal::Entry| {
        let known = entry.event.known();
        matches!(
            known,
            Some(AnyEvent::Number(number::Event::NumberClaimed(_)))
        )
    };
    entries.iter().filter(of_number).count()
}

#[tokio::test]
async fn a_number_that_stands_in_one_matter_is_refused_in_another() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (one, two) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        assert_eq!(registers(&one, NUMBER).await, Ok(1));
        let before = claims(&rig).await;
        // The same again is harmless, in whichever spelling for another.
        assert_eq!(registers(&one, NUMBER).await, Ok(0));
        for spelt in [NUMBER, "(2026)川33执77号", "〔2026〕川33执77号之一"] {
            let error = registers(&two, spelt).await.unwrap_err();
            refused_in(&error, one.matter);
        }
        assert_eq!(claims(&rig).await, before);
        let known = two.look(|state| state.registrations.len()).await;
        assert_eq!(known, 1, "nothing of it in the other matter");
        let (one, two) = (one.matter, two.matter);

        // A start later it is known as well.
        let rig = rig.restart().await;
        let engine = rig.levy.engine();
        assert_eq!(engine.matter_of_number(NUMBER).await, Some(one));
        let command = EngineCommand::Matter(register(&rig, two, NUMBER, 0));
        let id = CommandId::derive(two.0, &[b"later"]);
        let caller = Caller::system(COURT);
        let done = engine.command(StreamKey::Matter(two), command, id, caller);
        refused_in(&done.await.unwrap_err(), one);
        rig.levy.engine().stop().await;

        let report = Audit::verify(rig.dir()).expect("the log can be read");
        assert!(report.holds(), "{:?}", report.findings);
    })
    .await;
}

#[tokio::test]
async fn of_two_matters_that_register_a_number_at_once_one_does() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (one, two) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        let (first, second) = tokio::join!(registers(&one, NUMBER), registers(&two, NUMBER));
        match (first, second) {
            (Ok(1), Err(error)) => refused_in(&error, one.matter),
            (Err(error), Ok(1)) => refused_in(&error, two.matter),
            both => panic!("{both:?}"),
        }
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_before_its_matter_was_open_registers_no_number_of_another() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let one = Case::open(&rig, "a").await;
        assert_eq!(registers(&one, NUMBER).await, Ok(1));
        let engine = rig.levy.engine();
        let matter = MatterId::derive(one.matter.0, &[b"opened meanwhile"]);
        let does = |command: Command, label: &[u8]| {
            let id = CommandId::derive(matter.0, &[label]);
            let command = EngineCommand::Matter(command);
            engine.command(
                StreamKey::Matter(matter),
                command,
                id,
                Caller::system(COURT),
            )
        };
        let registered = does(register(&rig, matter, NUMBER, 0), b"register");
        let open = Command::Open {
            matter,
            court: COURT.into(),
            currency: Currency::CNY,
        };
        let (registered, opened) = tokio::join!(registered, does(open, b"open"));
        opened.expect("it is opened");
        let error = registered.unwrap_err().to_string();
        let refused = ["LEVY-R01", "LEVY-R83"];
        assert!(
            refused.iter().any(|code| error.starts_with(code)),
            "{error}"
        );
        let known = engine.look_at_matter(matter, |state| state.registrations.len());
        assert_eq!(known.await, Some(0));
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_registration_that_is_refused_claims_nothing() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (one, two) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        let tomorrow = register(&rig, one.matter, NUMBER, 1);
        let error = one.act(tomorrow).await.unwrap_err();
        assert!(error.to_string().starts_with("LEVY-R05"), "{error}");
        assert_eq!(registers(&two, NUMBER).await, Ok(1));
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_claim_whose_matter_died_before_it_wrote_serves_that_matter_alone() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let (one, two) = (Case::open(&rig, "a").await, Case::open(&rig, "b").await);
        let engine = rig.levy.engine();
        let key = StreamKey::Number(engine.personal().number_id(NUMBER));
        let matter = one.matter;
        let claim = EngineCommand::Number(number::Command::Claim { matter });
        let id = CommandId::derive(Uuid::nil(), &[b"claimed and died"]);
        let claimed = engine.command(key, claim, id, Caller::system(COURT));
        claimed.await.expect("it is claimed");
        refused_in(&registers(&two, NUMBER).await.unwrap_err(), one.matter);
        assert_eq!(registers(&one, NUMBER).await, Ok(1));
        rig.levy.engine().stop().await;
    })
    .await;
}

#[tokio::test]
async fn no_stream_is_named_after_a_number() {
    within(async {
        let rig = Rig::raise(vec![bank(1)]).await;
        let case = Case::open(&rig, "a").await;
        registers(&case, NUMBER).await.expect("it is registered");
        let journal = rig.levy.engine().journal();
        let entries = journal.page(None, 10_000).await.expect("the log");
        let of_number = entries.iter().filter(|entry| {
            let known = entry.event.known();
            matches!(known, Some(AnyEvent::Number(_)))
        });
        for entry in of_number {
            let name = entry.stream.as_str();
            let (kind, id) = name.split_once('.').expect("a court and an id");
            assert_eq!(kind, "number-chuan33");
            assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
            assert_eq!(entry.header.correlation, Some(case.matter.0));
        }
        rig.levy.engine().stop().await;
    })
    .await;
}
