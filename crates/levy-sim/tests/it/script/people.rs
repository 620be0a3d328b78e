//! Who signs for whom, what cannot wait, who was taken for another, and what
//! stops measures.

use super::{
    court::{Court, id, officer},
    play::Script,
    words::Words,
};
use levy_domain::{
    bytes::Digest,
    id::{AssetId, BarId, DocumentId, HoldId, OfferId, OfficerId, PersonId, PlanId, WrongPersonId},
    matter::{
        Command, bar,
        event::{BarKind, BarScope},
        handing, urgent, wrong_person,
    },
    rules::directory::unit_id,
    stamp::{Actor, Role},
};

/// What a line says about people.
pub(super) enum People {
    /// Who signs which plan for whom.
    Deputy(String, String, String),
    /// Who lets which plan leave at once, and why.
    AtOnce(String, String, String),
    /// A report, and for whom somebody else was taken.
    Wrong(String, String),
    /// Which unit confirms it.
    Confirms(String, String),
    /// A bar: its kind, of whom or what, on which document.
    Bar(String, String, Option<String>, String),
    /// Which hold is offered to whom, and by whom.
    Offer(String, String, String, String),
    /// Which offer is accepted, and by whom.
    Accept(String, String),
    /// Which bar is lifted, why, on which document.
    Lift(String, String, String),
}

impl People {
    pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Self, String> {
        let first = words.word("name")?.to_owned();
        if matches!(verb, "deputy" | "at-once" | "accept") {
            words.must("by")?;
        }
        let second = words.word("name")?.to_owned();
        if verb == "deputy" {
            words.must("for")?;
        }
        if verb == "offer" {
            words.must("to")?;
            let to = words.word("officer")?.to_owned();
            words.must("by")?;
            let by = words.word("officer")?.to_owned();
            return Ok(People::Offer(first, second, to, by));
        }
        if verb == "bar" {
            let of = words.has("of").then(|| words.word("name")).transpose()?;
            words.must("with")?;
            let document = words.word("document")?.to_owned();
            return Ok(People::Bar(first, second, of.map(str::to_owned), document));
        }
        if verb == "lift" {
            words.must("with")?;
        }
        Ok(match verb {
            "deputy" => People::Deputy(first, second, words.word("role")?.to_owned()),
            "at-once" => People::AtOnce(first, second, words.word("ground")?.to_owned()),
            "accept" => People::Accept(first, second),
            "lift" => People::Lift(first, second, words.word("document")?.to_owned()),
            "wrong" => People::Wrong(first, second),
            _ => People::Confirms(first, second),
        })
    }
}

/// A plan with the hash of its list.
fn seen(court: &Court, plan: &str) -> Result<(PlanId, Digest), String> {
    let plan = PlanId(court.named(plan)?);
    Ok((plan, court.state.plans[&plan].drafted.list_hash))
}

impl Script {
    pub(super) fn people(&mut self, people: &People) -> Result<(Actor, Command), String> {
        let judge = || {
            let (judge, role) = officer("judge");
            Actor::officer(judge, role)
        };
        Ok(match people {
            People::Deputy(plan, by, principal) => {
                let (plan, list_hash) = seen(&self.court, plan)?;
                let ((deputy, _), (principal, role)) = (officer(by), officer(principal));
                let approve = Command::ApprovePlan {
                    plan,
                    list_hash,
                    officer: deputy,
                    role: role.clone(),
                };
                (acting_for(deputy, principal, role), approve)
            }
            People::AtOnce(plan, by, ground) => {
                let (plan, list_hash) = seen(&self.court, plan)?;
                let (officer, role) = officer(by);
                let approve = urgent::Command::Approve {
                    plan,
                    list_hash,
                    officer,
                    role: role.clone(),
                    ground: ground.as_str().into(),
                };
                (Actor::officer(officer, role), approve.into())
            }
            People::Wrong(name, debtor) => {
                let person = self.court.person(debtor)?;
                let report = wrong_person::Command::Report {
                    report: WrongPersonId(self.known_as(name)),
                    person,
                    evidence: Some(Digest::of(b"what shows it")),
                };
                (judge(), report.into())
            }
            People::Confirms(name, unit) => {
                let confirm = wrong_person::Command::Confirm {
                    report: WrongPersonId(self.court.named(name)?),
                    units: vec![unit_id(unit)],
                    evidence: Some(Digest::of(b"the unit's word")),
                };
                (judge(), confirm.into())
            }
            People::Offer(name, hold, to, by) => {
                let offer = handing::Command::Offer {
                    holds: vec![HoldId(self.court.named(hold)?)],
                    offer: OfferId(self.known_as(name)),
                    to: officer(to).0,
                    ground: "moved-away".into(),
                };
                let (officer, role) = officer(by);
                (Actor::officer(officer, role), offer.into())
            }
            People::Accept(name, by) => {
                let offer = OfferId(self.court.named(name)?);
                let (officer, role) = officer(by);
                let accept = handing::Command::Accept { offer };
                (Actor::officer(officer, role), accept.into())
            }
            People::Bar(name, kind, of, document) => {
                let of = of.as_deref().map(|of| self.court.named(of)).transpose()?;
                let mut scope = BarScope::default();
                match of {
                    Some(of) if self.court.state.persons.contains_key(&PersonId(of)) => {
                        scope.persons.push(PersonId(of));
                    }
                    Some(of) => scope.assets.push(AssetId(of)),
                    None => {}
                }
                let raise = bar::Command::Raise {
                    bar: BarId(self.known_as(name)),
                    kind: BarKind::from(kind.as_str()),
                    scope,
                    document: DocumentId(id(document)),
                    from: self.today(),
                };
                (judge(), Command::Bar(raise))
            }
            People::Lift(name, ground, document) => {
                let lift = bar::Command::Lift {
                    bar: BarId(self.court.named(name)?),
                    ground: ground.as_str().into(),
                    document: DocumentId(id(document)),
                };
                (judge(), Command::Bar(lift))
            }
        })
    }
}

fn acting_for(deputy: OfficerId, principal: OfficerId, role: Role) -> Actor {
    Actor {
        on_behalf_of: Some(principal),
        ..Actor::officer(deputy, role)
    }
}
