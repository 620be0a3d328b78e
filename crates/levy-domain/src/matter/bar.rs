//! Bars (中止事由): what stops which measures, about whom, since when. What a
//! kind of bar stops is law and stands in the profile (B-01 to B-05); what it
//! stopped stands in its event.
//!
//! A bar is asked for when orders are drafted, approved and issued, and once
//! more before the first byte leaves. It never stops what frees or renews.

use super::{
    decide::Decision,
    event::{BarKind, BarLifted, BarRaised, BarScope, Event, Revived},
    papers,
    planning::Under,
    release,
    state::State,
    wrong_person,
};
use crate::{
    asset::AssetFound,
    code::Code,
    id::{AssetId, BarId, DocumentId, PersonId},
    money::Money,
    order::{Measure, OrderDraft},
    refusal::Refusal,
    rules::Rules,
    stamp::Stamp,
    time::Date,
};
use std::collections::{BTreeMap, BTreeSet};

/// What may be asked about bars.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// Raise a bar; by an officer, on a document.
    Raise {
        /// Its id.
        bar: BarId,
        /// What kind.
        kind: BarKind,
        /// Whom and what it is about.
        scope: BarScope,
        /// The document that it rests on.
        document: DocumentId,
        /// Since when it stands; not in the future.
        from: Date,
    },
    /// Lift a bar; by an officer, on a document.
    Lift {
        /// Which bar.
        bar: BarId,
        /// Why: for a settlement `breached` or `performed`, or another code.
        ground: Code,
        /// The document that it rests on.
        document: DocumentId,
    },
}

impl Command {
    /// The codes that people wrote.
    pub(super) fn words(&self) -> Result<(), Refusal> {
        match self {
            Command::Raise { kind, .. } => match kind {
                BarKind::Other(code) => code.said("kind"),
                _ => Ok(()),
            },
            Command::Lift { ground, .. } => ground.said("ground"),
        }
    }
}

/// A bar as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// As it was raised.
    pub raised: BarRaised,
    /// Why and since when it is gone.
    pub lifted: Option<(Code, Date)>,
}

impl Bar {
    /// It stops `measure` on one of `assets` of `subject`.
    fn stops<'a>(
        &self,
        measure: &Measure,
        subject: &PersonId,
        mut assets: impl Iterator<Item = &'a AssetId>,
    ) -> bool {
        let scope = &self.raised.scope;
        let all = scope.persons.is_empty() && scope.assets.is_empty();
        self.raised.blocks.contains(measure)
            && (all
                || scope.persons.contains(subject)
                || assets.any(|asset| scope.assets.contains(asset)))
    }
}

/// The bars of a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bars {
    all: BTreeMap<BarId, Bar>,
    open: BTreeSet<BarId>,
}

impl Bars {
    /// Every bar there ever was.
    pub fn all(&self) -> &BTreeMap<BarId, Bar> {
        &self.all
    }

    /// Bars that stand.
    pub fn open(&self) -> impl Iterator<Item = &Bar> {
        self.open.iter().filter_map(|id| self.all.get(id))
    }

    /// Bars that stop `measure` on one of `assets` of `subject`.
    pub fn stopping<'a>(
        &'a self,
        measure: &Measure,
        subject: &PersonId,
        assets: impl Iterator<Item = &'a AssetId> + Clone,
    ) -> impl Iterator<Item = &'a BarRaised> {
        self.open()
            .filter(move |bar| bar.stops(measure, subject, assets.clone()))
            .map(|bar| &bar.raised)
    }

    pub(super) fn raise(&mut self, raised: &BarRaised) {
        let bar = Bar {
            raised: raised.clone(),
            lifted: None,
        };
        self.all.insert(raised.bar, bar);
        self.open.insert(raised.bar);
    }

    /// False when no such bar stands.
    pub(super) fn lift(&mut self, lifted: &BarLifted) -> bool {
        let stood = self.open.remove(&lifted.bar);
        if let Some(bar) = self.all.get_mut(&lifted.bar).filter(|_| stood) {
            bar.lifted = Some((lifted.ground.clone(), lifted.on));
        }
        stood
    }
}

/// The bars that an order runs into, those that only warn among them.
pub(super) fn hit_by<'a>(
    state: &'a State,
    order: &'a OrderDraft,
) -> impl Iterator<Item = &'a BarRaised> {
    let assets = order.lines.iter().map(|line| &line.asset);
    state.bars.stopping(&order.measure, &order.subject, assets)
}

/// No bar that refuses stands in the way of `order`.
pub(super) fn check(state: &State, order: &OrderDraft, under: &Under<'_>) -> Result<(), Refusal> {
    hit_by(state, order)
        .find(|bar| under.refuses(&bar.rule))
        .map_or(Ok(()), |bar| Err(refusal(bar)))
}

/// No bar that refuses stands in the way of `measure` on any asset of
/// `subject`.
pub(super) fn check_person(
    state: &State,
    measure: &Measure,
    subject: &PersonId,
    rules: &Rules,
) -> Result<(), Refusal> {
    state
        .bars
        .stopping(measure, subject, std::iter::empty())
        .find(|bar| super::planning::refuses(rules, &bar.rule))
        .map_or(Ok(()), |bar| Err(refusal(bar)))
}

/// The bar that refuses to bind `asset`, if one does.
pub(super) fn on_asset<'a>(
    state: &'a State,
    asset: &'a AssetFound,
    rules: &Rules,
) -> Option<&'a BarRaised> {
    let assets = std::iter::once(&asset.asset);
    state
        .bars
        .stopping(&Measure::Freeze, &asset.person, assets)
        .find(|bar| super::planning::refuses(rules, &bar.rule))
}

fn refusal(bar: &BarRaised) -> Refusal {
    Refusal::Barred {
        bar: bar.bar,
        kind: bar.kind.to_string(),
        rule: bar.rule.rule.clone(),
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Raise {
            bar,
            kind,
            scope,
            document,
            from,
        } => {
            if let Some(known) = state.bars.all.get(bar) {
                let known = &known.raised;
                let same = known.kind == *kind
                    && known.scope == *scope
                    && known.document == *document
                    && known.from == *from;
                return if same {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            check_papers(state, document, stamp)?;
            let on = stamp.at.date_in(rules.profile().zone());
            if *from > on {
                return Err(Refusal::Malformed {
                    what: "from",
                    why: "lies in the future",
                });
            }
            let (effect, rule) = rules.profile().bar(kind, on)?;
            check_scope(state, scope, effect.releases)?;
            let raised = BarRaised {
                bar: *bar,
                kind: kind.clone(),
                scope: scope.clone(),
                document: *document,
                from: *from,
                blocks: effect.blocks.clone(),
                releases: effect.releases,
                rule: rule.clone(),
                sent: vec![],
            };
            Ok(raise(state, raised, rules, stamp))
        }
        Command::Lift {
            bar,
            ground,
            document,
        } => {
            let known = state
                .bars
                .all
                .get(bar)
                .ok_or(Refusal::Unknown { what: "bar" })?;
            if let Some((before, _)) = &known.lifted {
                return if before == ground {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdInUse)
                };
            }
            check_papers(state, document, stamp)?;
            let settled = known.raised.kind == BarKind::Settlement;
            if settled && *ground == "performed" && left(state) > 0 {
                return Err(Refusal::StillOpen {
                    what: "part of the claim is",
                    todo: "state what was settled for and paid first",
                });
            }
            let revived = if settled && *ground == "breached" {
                revived(state)
            } else {
                vec![]
            };
            let lifted = BarLifted {
                bar: *bar,
                ground: ground.clone(),
                document: *document,
                on: stamp.at.date_in(rules.profile().zone()),
                revived,
            };
            Ok(vec![lifted.into()])
        }
    }
}

/// An officer, never the engine, and a usable document.
fn check_papers(state: &State, document: &DocumentId, stamp: &Stamp) -> Result<(), Refusal> {
    if stamp.actor.officer.is_none() {
        return Err(Refusal::WrongRole {
            role: stamp.actor.role.clone(),
            needed: "an officer".into(),
        });
    }
    papers::all_usable(state, [document])
}

fn check_scope(state: &State, scope: &BarScope, releases: bool) -> Result<(), Refusal> {
    if scope
        .persons
        .iter()
        .any(|person| !state.persons.contains_key(person))
    {
        return Err(Refusal::Unknown { what: "person" });
    }
    let held = |asset: &AssetId| state.holds.values().any(|hold| hold.asset == *asset);
    let known = |asset: &AssetId| state.assets.contains_key(asset) || held(asset);
    if !scope.assets.iter().all(known) {
        return Err(Refusal::Unknown { what: "asset" });
    }
    // Only a person is bankrupt; what others owe is enforced on.
    if releases && scope.persons.is_empty() {
        return Err(Refusal::Malformed {
            what: "scope",
            why: "names nobody whose holds must be let go",
        });
    }
    Ok(())
}

fn raise(state: &State, mut raised: BarRaised, rules: &Rules, stamp: &Stamp) -> Vec<Event> {
    let bar = Bar {
        raised: raised.clone(),
        lifted: None,
    };
    let stopped = |order: &OrderDraft| {
        let assets = order.lines.iter().map(|line| &line.asset);
        bar.stops(&order.measure, &order.subject, assets)
    };
    raised.sent = state
        .open_orders()
        .filter(|order| order.phase.is_in_world() && stopped(&order.draft))
        .map(|order| order.draft.order)
        .collect();
    let mut owed = Vec::new();
    if raised.releases {
        for (hold, known) in state.open_holds() {
            let person = state.person_of(&known.liability);
            if person.is_some_and(|person| raised.scope.persons.contains(&person)) {
                owed.push(release::for_bar(*hold, &raised, rules, stamp));
            }
        }
    }
    std::iter::once(raised.into()).chain(owed).collect()
}

/// What must become of a hold of `person` that has just come to be, under a
/// bar or, `void`, under the identity of another.
pub(super) fn born_under(
    state: &State,
    hold: crate::id::HoldId,
    person: &PersonId,
    void: bool,
    rules: &Rules,
    stamp: &Stamp,
) -> Vec<Event> {
    let wrongly = state
        .is_wrongly_born(person, void)
        .then(|| wrong_person::owed(hold, rules, stamp))
        .flatten();
    let bars = state
        .bars
        .open()
        .map(|bar| &bar.raised)
        .filter(|bar| bar.releases && bar.scope.persons.contains(person))
        .map(|bar| release::for_bar(hold, bar, rules, stamp));
    bars.chain(wrongly).collect()
}

fn left(state: &State) -> u64 {
    state.claims.values().fold(0, |sum, claim| {
        sum.saturating_add(claim.owed.saturating_sub(claim.collected))
    })
}

/// The title revives; what was paid is deducted (B-05).
fn revived(state: &State) -> Vec<Revived> {
    state
        .claims
        .iter()
        .map(|(id, claim)| {
            let money = |minor| Money::new(minor, claim.claim.currency);
            Revived {
                claim: *id,
                owed: money(claim.owed),
                paid: money(claim.collected),
                left: money(claim.owed.saturating_sub(claim.collected)),
            }
        })
        .collect()
}
