//! given / when / then. A story is what happened so far; every event in it
//! was decided by a command and is checked as it is folded.

mod both;

pub(crate) use both::head;

use crate::{naive, planted, world::*};
use levy_domain::{
    decider::Process,
    document::DocumentKind,
    id::{AssetId, HoldId, LiabilityId, OrderId, PlanId},
    matter::{Command, Duty, Event, Matter, State, event::CaseKind, state::PlanPhase},
    money::{Currency, Money},
    order::{Measure, OrderDraft},
    party::PartyRole,
    refusal::Refusal,
    reply::{LineReply, Outcome, Reply},
    rules::Rules,
    stamp::{Actor, Role},
    time::Timestamp,
};
use std::collections::BTreeSet;

/// What happened so far.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) state: State,
    pub(crate) events: Vec<(Event, Timestamp)>,
    pub(crate) now: Timestamp,
    pub(crate) actor: Actor,
    pub(crate) rules: &'static Rules,
}

impl Story {
    pub(crate) fn nothing() -> Self {
        Story {
            state: State::default(),
            events: vec![],
            now: NOW,
            actor: clerk(),
            rules: rules(),
        }
    }

    /// A first-enforcement case with a claim, a liable debtor, documents.
    pub(crate) fn owed(amount: Money) -> Self {
        Story::opened()
            .does(Command::StateClaim {
                claim: claim(amount),
                home: MATTER,
            })
            .liable(joint(LIABILITY, DEBTOR))
    }

    pub(crate) fn opened() -> Self {
        Story::nothing()
            .does(open())
            .does(register())
            .does(add(person(DEBTOR), PartyRole::Debtor))
            .does(issue(RULING, DocumentKind::Ruling))
            .does(issue(NOTICE, DocumentKind::AssistanceNotice))
            .does(issue(QUERY_NOTICE, DocumentKind::QueryNotice))
            .does(issue(JUDGMENT, DocumentKind::JudgmentCopy))
    }

    pub(crate) fn liable(self, liability: levy_domain::claim::Liability) -> Self {
        let person = liability.person;
        let known = self.state.persons.contains_key(&person);
        let story = if known {
            self
        } else {
            self.does(add(crate::world::person(person), PartyRole::Debtor))
        };
        story.does(Command::StateLiability { liability })
    }

    pub(crate) fn finds(self, assets: Vec<levy_domain::asset::AssetFound>) -> Self {
        let batch = self
            .state
            .sweeps
            .get(&SWEEP)
            .map_or(0, |sweep| sweep.batches);
        let story = if batch == 0 {
            self.does(sweep("enforcement"))
        } else {
            self
        };
        story.does(Command::RecordAssets {
            sweep: SWEEP,
            batch,
            assets,
        })
    }

    /// One account at the bank.
    pub(crate) fn with_account(self, asset: AssetId, available: Money) -> Self {
        self.finds(vec![account(asset, available)])
    }

    pub(crate) fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    pub(crate) fn by(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    pub(crate) fn under(mut self, rules: &'static Rules) -> Self {
        self.rules = rules;
        self
    }

    /// A command that must be accepted.
    pub(crate) fn does(mut self, command: Command) -> Self {
        match self.decide(&command) {
            Ok(events) => self.fold(events),
            Err(refusal) => panic!("{command:?}: {refusal}"),
        }
        self
    }

    pub(crate) fn fold(&mut self, events: Vec<Event>) {
        for event in events {
            planted::evolve(&mut self.state, &event, self.now).unwrap();
            self.events.push((event, self.now));
        }
        naive::check(&self.state);
    }

    /// Two different officers approve a plan.
    pub(crate) fn approved(self, plan: PlanId) -> Self {
        let before = self.actor.clone();
        self.by(Actor::officer(JUDGE, Role::Judge))
            .approves(plan, JUDGE, Role::Judge)
            .by(Actor::officer(HEAD, Role::BureauHead))
            .approves(plan, HEAD, Role::BureauHead)
            .by(before)
    }

    fn approves(self, plan: PlanId, officer: levy_domain::id::OfficerId, role: Role) -> Self {
        let list_hash = self.state.plans[&plan].drafted.list_hash;
        self.does(Command::ApprovePlan {
            plan,
            list_hash,
            officer,
            role,
        })
    }

    /// Approved and issued.
    pub(crate) fn issued(self, plan: PlanId) -> Self {
        let story = if matches!(self.state.plans[&plan].phase, PlanPhase::Drafted) {
            self.approved(plan)
        } else {
            self
        };
        let command = story.issue(plan);
        story.does(command)
    }

    /// The command that issues a plan as the state stands.
    pub(crate) fn issue(&self, plan: PlanId) -> Command {
        let orders = &self.state.plans[&plan].drafted.orders;
        Command::IssuePlan {
            plan,
            issued: orders
                .iter()
                .map(|order| issuance(&order.order, self.state.revision, self.now))
                .collect(),
        }
    }

    pub(crate) fn drafts(self, plan: PlanId, order: OrderDraft) -> Self {
        self.does(Command::DraftPlan {
            plan,
            orders: vec![order],
            overrides: vec![],
        })
    }

    /// A freeze of `amount` on an account, issued to the bank.
    pub(crate) fn freezing(self, n: u128, asset: AssetId, amount: Money) -> Self {
        let plan = PlanId(order(n).0);
        self.drafts(plan, draft(order(n), Measure::Freeze, line(asset, amount)))
            .issued(plan)
    }

    /// The same, answered "done" with `held`.
    pub(crate) fn holding(self, n: u128, asset: AssetId, amount: Money) -> Self {
        self.freezing(n, asset, amount)
            .replies(n, 1, vec![said(1, Outcome::Done, Some(amount))])
    }

    pub(crate) fn replies(self, n: u128, sequence: u32, lines: Vec<LineReply>) -> Self {
        self.does(fold(order(n), reply(&order(n), sequence, lines)))
    }

    pub(crate) fn replies_in_part(self, n: u128, sequence: u32, lines: Vec<LineReply>) -> Self {
        self.does(fold(order(n), part(&order(n), sequence, lines)))
    }

    /// An order on the hold that order `n` made, drafted by hand.
    pub(crate) fn on_hold(
        &self,
        id: u128,
        measure: Measure,
        n: u128,
        amount: Option<Money>,
    ) -> OrderDraft {
        let hold = self.hold_of(n);
        let known = &self.state.holds[&hold];
        let mut line = line(known.asset, amount.unwrap_or(cny(1)));
        line.amount = amount;
        line.hold = Some(hold);
        line.liability = known.liability;
        line.number = known.number.clone().unwrap();
        let subject = self.state.liabilities[&known.liability].person;
        OrderDraft {
            subject,
            unit: known.unit,
            ..draft(order(id), measure, line)
        }
    }

    /// A transfer out of that hold, issued.
    pub(crate) fn transferring(self, id: u128, n: u128, amount: Money) -> Self {
        let plan = PlanId(order(id).0);
        let draft = self.on_hold(id, Measure::Transfer, n, Some(amount));
        self.drafts(plan, draft).issued(plan)
    }

    /// A release of that hold, issued.
    pub(crate) fn releasing(self, id: u128, measure: Measure, n: u128, amount: Money) -> Self {
        let plan = PlanId(order(id).0);
        let draft = self.on_hold(id, measure, n, Some(amount));
        self.drafts(plan, draft).issued(plan)
    }

    /// What is owed now, beside notices to people.
    pub(crate) fn due(&self) -> Vec<Duty> {
        let notice = |duty: &Duty| matches!(duty, Duty::Notice(_));
        let due = Matter::due(&self.state, self.now);
        due.filter(|duty| !notice(duty)).collect()
    }

    /// Nothing is owed, now or later, beside notices to people.
    pub(crate) fn owes_nothing(&self) -> bool {
        let notice = |duty: &Duty| matches!(duty, Duty::Notice(_));
        self.state.duties().entries().all(|(_, duty)| notice(duty))
    }

    pub(crate) fn hold_of(&self, n: u128) -> HoldId {
        self.state.orders[&order(n)].lines[0].hold.unwrap()
    }

    /// Room left, as a worksheet would say.
    pub(crate) fn room(&self, liability: LiabilityId) -> u64 {
        levy_domain::matter::envelope::worksheet(&self.state, &liability, false, self.now)
            .unwrap()
            .room
            .minor
    }

    pub(crate) fn phase(&self, n: u128) -> &'static str {
        self.state.orders[&order(n)].phase.name()
    }

    pub(crate) fn decide(&self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let stamp = stamp(self.now, self.actor.clone());
        let events = planted::decide(&self.state, command, self.rules, &stamp)?;
        names_kept_bodies(command, &events);
        Ok(events)
    }
}

/// What the log keeps as evidence came with the command: a decision names no
/// other body, and never the hash of something else.
fn names_kept_bodies(command: &Command, events: &[Event]) {
    const BEFORE: &str = "evidence: ";
    let named = |text: &str| -> BTreeSet<String> {
        let after = text.split(BEFORE).skip(1);
        after
            .map(|rest| rest.strip_prefix("Some(").unwrap_or(rest))
            .filter(|rest| !rest.starts_with("None"))
            .map(|rest| rest.chars().take(12).collect())
            .collect()
    };
    let given = named(&format!("{command:?}"));
    for event in events {
        let unknown: Vec<String> = named(&format!("{event:?}"))
            .difference(&given)
            .cloned()
            .collect();
        assert!(unknown.is_empty(), "{event:?} names {unknown:?}");
    }
}

pub(crate) fn given(story: Story) -> Given {
    Given(story)
}

pub(crate) struct Given(Story);

impl Given {
    pub(crate) fn when(self, command: Command) -> When {
        let decided = self.0.decide(&command);
        When {
            story: self.0,
            command,
            decided,
        }
    }

    pub(crate) fn when_of(self, command: impl FnOnce(&Story) -> Command) -> When {
        let command = command(&self.0);
        self.when(command)
    }
}

pub(crate) struct When {
    story: Story,
    command: Command,
    decided: Result<Vec<Event>, Refusal>,
}

impl When {
    /// Exactly these events; deciding again yields none.
    pub(crate) fn then<const N: usize>(self, expected: [Event; N]) -> Then {
        let events = self.events();
        assert_eq!(events, expected);
        self.once_more(events)
    }

    /// Events of these types; deciding again yields none.
    pub(crate) fn then_kinds<const N: usize>(self, kinds: [&str; N]) -> Then {
        let events = self.events();
        let got: Vec<&str> = events.iter().map(Event::kind).collect();
        assert_eq!(got, kinds, "{events:#?}");
        self.once_more(events)
    }

    pub(crate) fn then_nothing(self) -> Then {
        self.then_kinds([])
    }

    pub(crate) fn then_refused(self, code: &str) {
        let refusal = self.decided.unwrap_err();
        assert_eq!(refusal.code(), code, "{refusal}");
    }

    /// Refused with this text somewhere in it.
    pub(crate) fn then_refused_saying(self, code: &str, words: &str) {
        let refusal = self.decided.unwrap_err();
        assert_eq!(refusal.code(), code, "{refusal}");
        assert!(refusal.to_string().contains(words), "{refusal}");
    }

    /// Events of these types, of the one command whose repeat is refused.
    pub(crate) fn then_gone<const N: usize>(mut self, kinds: [&str; N]) -> Then {
        let events = self.events();
        let got: Vec<&str> = events.iter().map(Event::kind).collect();
        assert_eq!(got, kinds, "{events:#?}");
        self.story.fold(events.clone());
        assert_eq!(
            self.story.decide(&self.command).unwrap_err().code(),
            "LEVY-R21"
        );
        Then {
            story: self.story,
            events,
        }
    }

    /// For the one command whose repeat must be refused, not "already so".
    pub(crate) fn then_only_once(self, kind: &str, again: &str) {
        let events = self.events();
        assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), [kind]);
        let mut story = self.story;
        story.fold(events);
        assert_eq!(story.decide(&self.command).unwrap_err().code(), again);
    }

    fn events(&self) -> Vec<Event> {
        match &self.decided {
            Ok(events) => events.clone(),
            Err(refusal) => panic!("{:?}: {refusal}", self.command),
        }
    }

    fn once_more(mut self, events: Vec<Event>) -> Then {
        self.story.fold(events.clone());
        let again = self.story.decide(&self.command);
        assert_eq!(again, Ok(vec![]), "deciding again");
        let mut fresh = State::default();
        for (event, at) in &self.story.events {
            planted::evolve(&mut fresh, event, *at).unwrap();
        }
        assert_eq!(fresh, self.story.state, "folding again from the start");
        Then {
            story: self.story,
            events,
        }
    }
}

pub(crate) struct Then {
    pub(crate) story: Story,
    events: Vec<Event>,
}

impl Then {
    /// Exactly these duties are owed now, beside notices to people, which
    /// every hold brings and `spec::noticing` looks at.
    pub(crate) fn owing<const N: usize>(self, duties: [Duty; N]) -> Self {
        let due: Vec<Duty> = self.story.due();
        assert_eq!(due, duties);
        self
    }

    pub(crate) fn seeing(self, look: impl FnOnce(&Story)) -> Self {
        look(&self.story);
        self
    }

    pub(crate) fn saying(self, look: impl FnOnce(&[Event])) -> Self {
        look(&self.events);
        self
    }
}

// --- commands with short names

pub(crate) fn open() -> Command {
    Command::Open {
        matter: MATTER,
        court: "川3322".into(),
        currency: Currency::CNY,
    }
}

pub(crate) fn register() -> Command {
    Command::RegisterCase {
        registration: CASE,
        number: "（2024）川3322执12号".into(),
        type_code: "执".into(),
        kind: CaseKind::First,
        court: "川3322".into(),
        filed_on: day(2024, 1, 8),
        carried_in: false,
    }
}

pub(crate) fn add(person: levy_domain::party::Person, role: PartyRole) -> Command {
    Command::AddParty { person, role }
}

pub(crate) fn issue(id: levy_domain::id::DocumentId, kind: DocumentKind) -> Command {
    Command::IssueDocument {
        document: document(id, kind),
    }
}

pub(crate) fn sweep(purpose: &str) -> Command {
    Command::OrderSweep {
        sweep: SWEEP,
        subjects: vec![DEBTOR],
        purpose: purpose.into(),
        rule: "N-06".into(),
        documents: vec![QUERY_NOTICE],
        units: vec![bank(), slow_bank()],
        not_askable: vec![],
    }
}

pub(crate) fn plan_freeze(plan: PlanId, liability: LiabilityId) -> Command {
    Command::PlanFreeze {
        plan,
        liability,
        months: None,
        documents: vec![RULING, NOTICE],
        except: vec![],
    }
}

pub(crate) fn plan_reduction(plan: PlanId) -> Command {
    Command::PlanReduction {
        plan,
        claim: CLAIM,
        documents: vec![RULING, NOTICE],
    }
}

pub(crate) fn fold(order: OrderId, reply: Reply) -> Command {
    Command::FoldReply { order, reply }
}
