//! Which rule answers which question: one each, found without a search.

use super::{
    bad::{BadProfile, RuleFault},
    effect::Effect,
    rule::Rule,
};
use crate::{
    asset::{AccountClass, AssetClass},
    matter::event::{BarKind, BreachKind, CaseKind, ClosingKind, Fined},
    order::{Measure, Route},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

type Answers<K> = BTreeMap<K, String>;

/// Which measure by which route; none means every one.
type Way = (Option<Measure>, Option<Route>);

/// Rule ids by question.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) terms: Answers<AssetClass>,
    pub(super) accounts: Answers<AccountClass>,
    pub(super) documents: BTreeMap<(Measure, Option<Route>), String>,
    pub(super) approvals: Answers<Measure>,
    pub(super) deadlines: BTreeMap<String, Answers<Way>>,
    pub(super) expiries: Answers<Measure>,
    pub(super) rates: Answers<String>,
    pub(super) takeovers: Answers<String>,
    pub(super) closings: Answers<ClosingKind>,
    pub(super) delegation: Option<String>,
    pub(super) requery: Option<String>,
    pub(super) ask_ahead: Option<String>,
    pub(super) lowering: Option<String>,
    pub(super) escalation: Option<String>,
    pub(super) breaches: Answers<BreachKind>,
    pub(super) fines: Answers<Fined>,
    pub(super) fine_procedure: Option<String>,
    pub(super) bars: Answers<BarKind>,
    pub(super) identity: Option<String>,
    pub(super) secrecy: Option<String>,
    pub(super) urgent: Option<String>,
    pub(super) cards: Option<String>,
    /// Rules that have somebody told, in the order of the text.
    pub(super) notices: Vec<String>,
    /// The deadlines that they name.
    clocks: BTreeSet<String>,
    pub(super) filing: Option<String>,
    pub(super) signing: Option<String>,
    pub(super) allocation: Option<String>,
    pub(super) renewal_start: Option<String>,
    pub(super) alarm_ladder: Option<String>,
    pub(super) renewal_ahead: Option<String>,
    pub(super) parallel_freeze: Option<String>,
    pub(super) living_minimum: Option<String>,
    pub(super) exempt_goods: Option<String>,
    pub(super) release_grounds: Answers<CaseKind>,
    pub(super) shortest_expiry_hours: u32,
}

impl Index {
    pub(super) fn of(rules: &[Rule]) -> Result<Self, BadProfile> {
        let mut index = Index::default();
        for rule in rules {
            for value in rule.chosen_values() {
                index.enter(rule, &value.says)?;
                known_renewal(rules, &value.says)?;
            }
        }
        index.complete()
    }

    fn enter(&mut self, rule: &Rule, says: &Effect) -> Result<(), BadProfile> {
        match says {
            Effect::Term(term) => each(&mut self.terms, &term.classes, rule, "term"),
            Effect::Account(account) => each(&mut self.accounts, &account.classes, rule, "account"),
            Effect::Approval(approval) => {
                each(&mut self.approvals, &approval.measures, rule, "approval")
            }
            Effect::Documents(set) => set.questions().try_for_each(|(measure, route)| {
                let by = route.as_ref().map(|route| format!(" by {route}"));
                let question = format!("documents for {measure}{}", by.unwrap_or_default());
                answer(&mut self.documents, (measure, route), rule, question)
            }),
            Effect::Deadline(deadline) => {
                let answers = self.deadlines.entry(deadline.kind.clone()).or_default();
                deadline.questions().try_for_each(|(measure, route)| {
                    let of = measure.as_ref().map_or("any act", Measure::as_str);
                    let by = route.as_ref().map_or("any route", Route::as_str);
                    let question = format!("deadline {} of {of} by {by}", deadline.kind);
                    answer(answers, (measure, route), rule, question)
                })
            }
            Effect::Expiry(expiry) => {
                let shortest = &mut self.shortest_expiry_hours;
                *shortest = if *shortest == 0 {
                    expiry.hours
                } else {
                    expiry.hours.min(*shortest)
                };
                each(&mut self.expiries, &expiry.measures, rule, "expiry")
            }
            Effect::Rate(rate) => each(
                &mut self.rates,
                std::slice::from_ref(&rate.series),
                rule,
                "rate",
            ),
            Effect::Takeover(takeover) => each(
                &mut self.takeovers,
                std::slice::from_ref(&takeover.ground),
                rule,
                "takeover",
            ),
            Effect::Closing(ways) => ways.iter().try_for_each(|way| {
                answer(
                    &mut self.closings,
                    way.kind.clone(),
                    rule,
                    format!("closing as {}", way.kind),
                )
            }),
            Effect::Bar(bar) => each(&mut self.bars, &bar.kinds, rule, "bar"),
            Effect::Identity(_) => one(&mut self.identity, rule, says),
            Effect::Secrecy(_) => one(&mut self.secrecy, rule, says),
            Effect::Urgent(_) => one(&mut self.urgent, rule, says),
            Effect::Notice(notice) => {
                if self.notices.last() != Some(&rule.id) {
                    self.notices.push(rule.id.clone());
                }
                self.clocks.insert(notice.clock.clone());
                Ok(())
            }
            Effect::Cards(_) => one(&mut self.cards, rule, says),
            Effect::Filing(_) => one(&mut self.filing, rule, says),
            Effect::Signing(_) => one(&mut self.signing, rule, says),
            Effect::Allocation(_) => one(&mut self.allocation, rule, says),
            Effect::RenewalStart(_) => one(&mut self.renewal_start, rule, says),
            Effect::AlarmLadder(_) => one(&mut self.alarm_ladder, rule, says),
            Effect::RenewalAhead(_) => one(&mut self.renewal_ahead, rule, says),
            Effect::ParallelFreeze(_) => one(&mut self.parallel_freeze, rule, says),
            Effect::Delegation(_) => one(&mut self.delegation, rule, says),
            Effect::Requery(_) => one(&mut self.requery, rule, says),
            Effect::AskAhead(_) => one(&mut self.ask_ahead, rule, says),
            Effect::Lowering(_) => one(&mut self.lowering, rule, says),
            Effect::Escalation(_) => one(&mut self.escalation, rule, says),
            Effect::Breach(breach) => each(&mut self.breaches, &breach.kinds, rule, "breach"),
            Effect::Fine(fine) => each(
                &mut self.fines,
                std::slice::from_ref(&fine.on),
                rule,
                "fine",
            ),
            Effect::FineProcedure(_) => one(&mut self.fine_procedure, rule, says),
            Effect::ReleaseGrounds(set) => each(
                &mut self.release_grounds,
                &set.under,
                rule,
                "release grounds",
            ),
            Effect::LivingMinimum(_) => one(&mut self.living_minimum, rule, says),
            Effect::ExemptGoods(_) => one(&mut self.exempt_goods, rule, says),
            Effect::Principle(_) => Ok(()),
        }
    }

    /// Three questions are answered without a refusal, so they need a rule; and
    /// nothing that officers approve goes out before somebody has said which
    /// documents go with it, be it none.
    fn complete(self) -> Result<Self, BadProfile> {
        let unanswered = |question: &str| {
            Err(BadProfile::Unanswered {
                question: question.to_owned(),
            })
        };
        if self.allocation.is_none() {
            return unanswered("allocation");
        }
        let mut clocks = self.clocks.iter();
        if let Some(clock) = clocks.find(|clock| !self.deadlines.contains_key(*clock)) {
            return unanswered(&format!("deadline {clock}"));
        }
        let mut approved = self.approvals.keys();
        if let Some(measure) = approved.find(|measure| !self.documented(measure)) {
            return unanswered(&format!("documents for {measure}"));
        }
        let measures = Measure::LITERALS.iter().copied().map(Measure::from);
        match measures
            .into_iter()
            .find(|measure| !self.expiries.contains_key(measure))
        {
            Some(measure) => unanswered(&format!("expiry of {measure}")),
            None => Ok(self),
        }
    }

    /// An order to a unit has documents by every route, an act its own.
    fn documented(&self, measure: &Measure) -> bool {
        let by = |route: Option<Route>| self.documents.contains_key(&(measure.clone(), route));
        if Measure::LITERALS.contains(&measure.as_str()) {
            let mut routes = Route::LITERALS.iter().copied().map(Route::from);
            return routes.all(|route| by(Some(route)));
        }
        by(None)
    }
}

/// The rule that a term leaves its renewals to is there.
fn known_renewal(rules: &[Rule], says: &Effect) -> Result<(), BadProfile> {
    let Effect::Term(term) = says else {
        return Ok(());
    };
    let there = |id: &&String| rules.iter().any(|rule| rule.id == **id);
    match term.renewal_rule.as_ref().filter(|id| !there(id)) {
        Some(id) => Err(BadProfile::Unanswered {
            question: format!("renewal, left to {id}"),
        }),
        None => Ok(()),
    }
}

fn each<K: Ord + Clone + fmt::Display>(
    answers: &mut Answers<K>,
    keys: &[K],
    rule: &Rule,
    what: &str,
) -> Result<(), BadProfile> {
    keys.iter()
        .try_for_each(|key| answer(answers, key.clone(), rule, format!("{what} of {key}")))
}

fn answer<K: Ord>(
    answers: &mut Answers<K>,
    key: K,
    rule: &Rule,
    question: String,
) -> Result<(), BadProfile> {
    let owner = answers.entry(key).or_insert_with(|| rule.id.clone());
    if *owner == rule.id {
        return Ok(());
    }
    Err(rule.bad(RuleFault::AnsweredTwice {
        other: owner.clone(),
        question,
    }))
}

fn one(place: &mut Option<String>, rule: &Rule, says: &Effect) -> Result<(), BadProfile> {
    let owner = place.get_or_insert_with(|| rule.id.clone());
    if *owner == rule.id {
        return Ok(());
    }
    let question = says.name().to_owned();
    Err(rule.bad(RuleFault::AnsweredTwice {
        other: owner.clone(),
        question,
    }))
}
