//! Plays a script and writes down what happens.

use super::{
    cards,
    court::{Court, Happened, MATTER, id, officer, rules, sealed},
    making::{claim_id, component, document, first_debtor, identified, liability},
    parse::{Found, Mode, Step, What},
    queue::Ask,
    transcript::Transcript,
};
use levy_domain::{
    asset::{
        AccountClass, AccountStatus, AssetClass, AssetFound, HolderMatch, OtherRight, PriorMeasure,
    },
    claim::{Claim, ComponentKind, Share},
    id::{AssetId, DocumentId, PersonId, RegistrationId, SweepId},
    matter::{Command, event::CaseKind},
    money::{Currency, Money},
    party::PartyRole,
    rules::directory::unit_id,
    stamp::Actor,
    time::Date,
};

/// What the next step must come to.
enum Expected {
    Accepted,
    Refused(String),
    Nothing,
}

/// Plays all steps; the transcript, or what went otherwise than expected.
pub(super) fn play(steps: &[Step]) -> Result<String, String> {
    let mut script = Script {
        court: Court::new(),
        transcript: Transcript::default(),
        expected: Expected::Accepted,
    };
    for step in steps {
        let wrong = |why: String| format!("line {}: {why}", step.line);
        script.transcript.step(&step.text);
        script.step(&step.what).map_err(wrong)?;
    }
    if let (Some(last), false) = (steps.last(), matches!(script.expected, Expected::Accepted)) {
        return Err(format!("line {}: nothing follows", last.line));
    }
    Ok(script.transcript.written(&script.court))
}

/// A script as it is played.
pub(super) struct Script {
    pub(super) court: Court,
    transcript: Transcript,
    expected: Expected,
}

/// Who does what no other officer does.
pub(super) fn clerk() -> Actor {
    let (officer, role) = officer("clerk");
    Actor::officer(officer, role)
}

impl Script {
    fn step(&mut self, what: &What) -> Result<(), String> {
        match what {
            What::At(at) => return self.at(*at),
            What::ExpectRefused(code) => {
                self.expected = Expected::Refused(code.clone());
                return Ok(());
            }
            What::ExpectNothing => {
                self.expected = Expected::Nothing;
                return Ok(());
            }
            _ if self.court.now.is_none() => {
                return Err("time is not set: begin with `at`".into());
            }
            What::Expect(look) => return self.look(look),
            What::Case(sum, debtor, name_only, without) => {
                return self.case(*sum, debtor, *name_only, without.as_deref());
            }
            What::Found(found) => self.found(found)?,
            What::Queue(Ask::Rehearse(hold)) => {
                for told in self.rehearsed(hold)? {
                    self.transcript.note(&told);
                }
            }
            What::OfCards(
                ask @ (cards::Ask::Cards(..) | cards::Ask::HasCards(_) | cards::Ask::Leaves(..)),
            ) => {
                for told in self.of_office(ask)? {
                    self.transcript.note(&told);
                }
            }
            _ => {
                let (actor, command) = self.command(what)?;
                self.does(actor, &command)?;
            }
        }
        self.dues();
        Ok(())
    }

    /// Time moves from one due moment to the next.
    fn at(&mut self, at: levy_domain::time::Timestamp) -> Result<(), String> {
        if self.court.now.is_some_and(|now| now > at) {
            return Err("time runs forward".into());
        }
        while let Some(next) = self
            .court
            .wakes_before(at)
            .filter(|_| self.court.now.is_some())
        {
            self.court.now = Some(next);
            self.dues();
        }
        self.court.now = Some(at);
        self.dues();
        Ok(())
    }

    fn dues(&mut self) {
        for told in self.court.office_dues() {
            self.transcript.note(&told);
        }
        let events = self.court.dues();
        self.transcript.events(&events, self.court.time());
    }

    /// Does a command and holds what comes of it against what was expected;
    /// false when it was refused, as it should be.
    fn does(&mut self, actor: Actor, command: &Command) -> Result<bool, String> {
        let expected = std::mem::replace(&mut self.expected, Expected::Accepted);
        match (self.court.does(actor, command), expected) {
            (Happened::Events(events), Expected::Accepted) => {
                self.transcript.events(&events, self.court.time());
                Ok(true)
            }
            (Happened::Events(events), Expected::Nothing) if events.is_empty() => {
                self.transcript.note("already so");
                Ok(true)
            }
            (Happened::Events(events), Expected::Nothing) => {
                Err(format!("{} event(s) came of it", events.len()))
            }
            (Happened::Events(_), Expected::Refused(_)) => Err("it was accepted".into()),
            (Happened::Refused(refusal), Expected::Refused(code)) if refusal.code() == code => {
                self.transcript.refused(&refusal.to_string(), &self.court);
                Ok(false)
            }
            (Happened::Refused(refusal), _) => {
                Err(format!("refused with {}: {refusal}", refusal.code()))
            }
        }
    }

    /// Everything that a case begins with, told in one line.
    fn case(
        &mut self,
        sum: Money,
        debtor: &str,
        name_only: bool,
        without: Option<&str>,
    ) -> Result<(), String> {
        let on = self.today();
        self.court.names.insert(claim_id().0, "claim".into());
        let mut commands = vec![
            Command::Open {
                matter: MATTER,
                court: "川3322".into(),
                currency: Currency::CNY,
            },
            Command::RegisterCase {
                registration: RegistrationId(id("case")),
                number: "（2024）川3322执12号".into(),
                type_code: "执".into(),
                kind: CaseKind::First,
                court: "川3322".into(),
                filed_on: on,
                carried_in: false,
            },
            Command::StateClaim {
                claim: Claim {
                    claim: claim_id(),
                    currency: Currency::CNY,
                    components: vec![component(ComponentKind::Principal, sum, on)],
                    allocation_order: vec![ComponentKind::Principal],
                    title: None,
                },
                home: MATTER,
            },
            self.debtor(debtor, name_only),
        ];
        if !name_only {
            commands.push(liability(PersonId(id(debtor)), &Mode::Joint));
        }
        let kinds = [
            "ruling",
            "assistance-notice",
            "query-notice",
            "judgment-copy",
        ];
        for kind in kinds.into_iter().filter(|kind| Some(*kind) != without) {
            commands.push(document(kind, kind, None));
        }
        for command in &commands {
            match self.court.does(clerk(), command) {
                Happened::Events(events) => self.transcript.kinds(&events),
                Happened::Refused(refusal) => return Err(refusal.to_string()),
            }
        }
        self.transcript.kinds_end(self.court.time());
        Ok(())
    }

    pub(super) fn debtor(&mut self, name: &str, name_only: bool) -> Command {
        let person = PersonId(id(name));
        self.court.names.insert(person.0, name.to_owned());
        Command::AddParty {
            person: identified(person, name, name_only),
            role: PartyRole::Debtor,
        }
    }

    pub(super) fn today(&self) -> Date {
        self.court.time().date_in(rules().profile().zone())
    }

    /// A round of its own for each answer.
    fn found(&mut self, found: &Found) -> Result<(), String> {
        let debtor = match &found.of {
            Some(name) => self.court.person(name)?,
            None => first_debtor(&self.court)?,
        };
        let asset = AssetId(id(&found.asset));
        self.court.names.insert(asset.0, found.asset.clone());
        let sweep = SweepId(id(&format!("sweep {}", self.court.state.revision)));
        let ordered = Command::OrderSweep {
            sweep,
            subjects: vec![debtor],
            purpose: "enforcement".into(),
            rule: "N-06".into(),
            documents: vec![DocumentId(id("query-notice"))],
            units: vec![unit_id(&found.unit)],
            not_askable: vec![],
        };
        if !self.does(clerk(), &ordered)? {
            return Ok(());
        }
        let recorded = Command::RecordAssets {
            sweep,
            batch: 0,
            assets: vec![self.asset(found, asset, debtor)],
        };
        self.does(Actor::system(), &recorded).map(drop)
    }

    fn asset(&self, found: &Found, asset: AssetId, person: PersonId) -> AssetFound {
        // A deposit is named by what the account is for.
        let class = AssetClass::from(found.class.as_str());
        let account = !matches!(
            class,
            AssetClass::Vehicle | AssetClass::RealEstate | AssetClass::OtherRight
        );
        AssetFound {
            record: None,
            holder: found.holder.as_deref().map(HolderMatch::from),
            asset,
            person,
            unit: unit_id(&found.unit),
            class: if account { AssetClass::Deposit } else { class },
            number: sealed(&found.asset),
            account_class: if account {
                AccountClass::from(found.class.as_str())
            } else {
                AccountClass::Ordinary
            },
            status: AccountStatus::Normal,
            currency: Currency::CNY,
            balance: found.available,
            available: found.available,
            available_at: Some(self.court.time()),
            sub_accounts: vec![],
            not_redeemable_before: found.matures,
            prior_measures: found
                .prior
                .map(|(amount, to)| PriorMeasure {
                    court: None,
                    authority: Some(sealed("another court")),
                    document: sealed("another document"),
                    amount: Some(amount),
                    from: None,
                    to: Some(to),
                })
                .into_iter()
                .collect(),
            rights: found
                .shared
                .map(|(numerator, denominator)| OtherRight {
                    kind: "joint-holder".into(),
                    holder: None,
                    share: Some(Share {
                        numerator,
                        denominator,
                    }),
                    amount: None,
                })
                .into_iter()
                .collect(),
        }
    }
}
