//! The disposal right (处置权): a court that waits may ask the one with the
//! first seal to hand the asset over, on the tests of the rule.

use super::{Asked, Command, open, waiting};
use crate::{
    calendar::{add_days, add_months},
    id::{DocumentId, HoldId},
    matter::{
        assent::{self, Wanted, wanted},
        command::Override,
        decide::Decision,
        event::*,
        hold_state::HoldState,
        papers,
        planning::{overridden, refuses},
        state::State,
    },
    order::{Basis, Deadline},
    refusal::{Refusal, malformed},
    rules::{Rules, profile::Severity, profile::Wait},
    stamp::{Role, Stamp},
    time::Date,
};

/// Why the asset should be handed over, with the facts that the tests of the
/// rule need and the log does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Preserved for long without disposal: asked by the first who waits.
    Idle {
        /// The asset itself is what the parties dispute.
        in_dispute: bool,
        /// Its disposal has begun.
        disposal_begun: bool,
    },
    /// Ours is a claim with priority.
    Priority {
        /// Our creditor has a security or another priority that is older.
        secured: bool,
        /// An auction was announced or a sale begun.
        sale_begun: bool,
    },
}

impl Ground {
    /// Its name in the profile.
    fn name(self) -> &'static str {
        match self {
            Ground::Idle { .. } => "idle",
            Ground::Priority { .. } => "priority",
        }
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::AskHandover {
            hold,
            ground,
            first_seal_on,
            document,
            aside,
        } => {
            let known = waiting(state, hold)?;
            if known.disposes {
                return Ok(vec![]);
            }
            let told = known.place.ahead.first().and_then(|first| first.from);
            let first_seal_on = first_seal_on.or(told).ok_or(Refusal::Malformed {
                what: "first_seal_on",
                why: "no unit said since when the first seal is in force",
            })?;
            papers::usable(state, *document)?;
            let asking = Asking {
                state,
                known,
                ground: *ground,
                first_seal_on,
                rules,
                stamp,
            };
            let (rule, overridden) = asking.allowed(hold, aside.as_ref())?;
            let asked = known.place.asked.as_ref();
            if asked.is_some_and(|asked| asked.rule.rule == rule.rule && asked.granted.is_none()) {
                return Ok(vec![]);
            }
            if let Some(aside) = &overridden {
                let said = asking.both_want(hold, *document, aside)?;
                if let Wanted::BySome(said) = said {
                    return Ok(said);
                }
            }
            let asked = HandoverAsked {
                hold: *hold,
                first_seal_on,
                document: *document,
                answer_by: asking.answer_by(),
                rule,
                overridden,
                owner: state.owner_of(known),
            };
            Ok(vec![asked.into()])
        }
        Command::NoteHandoverAnswer {
            hold,
            granted,
            evidence,
        } => {
            let known = open(state, hold)?;
            let asked = known.place.asked.as_ref();
            let asked = asked.ok_or(Refusal::Unknown { what: "request" })?;
            if asked.granted == Some(*granted) {
                return Ok(vec![]);
            }
            let answered = HandoverAnswered {
                hold: *hold,
                granted: *granted,
                evidence: *evidence,
            };
            Ok(vec![answered.into()])
        }
        Command::NoteHandoverOverdue { hold } => {
            let known = open(state, hold)?;
            let by = known.place.answer_at().filter(|at| *at <= stamp.at);
            let deadline = known.place.asked.as_ref().and_then(Asked::clock);
            Ok(by.and(deadline).map_or(vec![], |deadline| {
                let overdue = HandoverOverdue {
                    hold: *hold,
                    deadline: deadline.clone(),
                    owner: state.owner_of(known),
                };
                vec![overdue.into()]
            }))
        }
        _ => Err(Refusal::Malformed {
            what: "command",
            why: "belongs to another room",
        }),
    }
}

impl Asked {
    fn clock(&self) -> Option<&Deadline> {
        self.answer_by.as_ref()
    }
}

struct Asking<'a> {
    state: &'a State,
    known: &'a HoldState,
    ground: Ground,
    first_seal_on: Date,
    rules: &'a Rules,
    stamp: &'a Stamp,
}

impl Asking<'_> {
    fn today(&self) -> Date {
        self.stamp.at.date_in(self.rules.profile().zone())
    }

    /// The rule that allows it, and who set it aside where a test is not met.
    fn allowed(
        &self,
        hold: &HoldId,
        aside: Option<&Override>,
    ) -> Result<(Basis, Option<Overridden>), Refusal> {
        let profile = self.rules.profile();
        let (wait, rule) = profile.takeover(self.ground.name(), self.today())?;
        let Some(why) = self.unmet(wait) else {
            return Ok((rule.clone(), None));
        };
        let may_be_set_aside = profile.severity(&rule.rule) == Severity::Override;
        let aside = aside.filter(|aside| may_be_set_aside && aside.rule == rule.rule);
        match aside {
            Some(aside) => {
                let asides = overridden(std::slice::from_ref(aside), self.rules, self.stamp)?;
                Ok((rule.clone(), asides.into_iter().next()))
            }
            None if refuses(self.rules, rule) => Err(Refusal::NoHandover {
                hold: *hold,
                why,
                rule: rule.rule.clone(),
            }),
            None => Ok((rule.clone(), None)),
        }
    }

    /// The two who set a test aside both ask, each by his own command: no
    /// approval comes after it.
    fn both_want(
        &self,
        hold: &HoldId,
        document: DocumentId,
        aside: &Overridden,
    ) -> Result<Wanted, Refusal> {
        let Asking { stamp, .. } = self;
        let named = &aside.officers;
        if !named.iter().any(|one| stamp.actor.stands_for(one)) {
            return malformed(
                "aside",
                "is for the two officers who are named; each asks himself",
            );
        }
        let roles = named
            .iter()
            .map(|one| stamp.court.role_of(one, self.today()));
        let needs: Vec<Vec<Role>> = roles.flatten().map(|role| vec![role.clone()]).collect();
        let act = Act::AskHandover {
            hold: *hold,
            first_seal_on: self.first_seal_on,
            document,
            rule: aside.rule.rule.clone(),
            officers: named.clone(),
            ground: aside.ground.clone(),
        };
        let asked = assent::Asked {
            needs: &needs,
            rule: &aside.rule,
            amount: None,
        };
        wanted(self.state, act, &asked, self.today(), stamp)
    }

    /// The first test that is not met.
    fn unmet(&self, wait: Wait) -> Option<&'static str> {
        let enforced = self.state.registrations.values().any(|registration| {
            registration.closed.is_none()
                && matches!(registration.kind, CaseKind::First | CaseKind::Resumed)
        });
        if !enforced {
            return Some("our case is not in enforcement");
        }
        // More than so long: the day of the seal is not counted (T-20).
        let long = match wait {
            Wait::Days(days) => {
                add_days(self.first_seal_on, i32::try_from(days).unwrap_or(i32::MAX))
            }
            Wait::Months(months) => add_months(
                self.first_seal_on,
                u16::try_from(months).unwrap_or(u16::MAX),
            ),
        };
        if self.today() <= long {
            return Some("the first seal is too young");
        }
        match self.ground {
            Ground::Idle { .. } if self.known.rank != 1 => Some("we are not the first who waits"),
            Ground::Idle {
                in_dispute: true, ..
            } => Some("the asset itself is in dispute"),
            Ground::Idle {
                disposal_begun: true,
                ..
            } => Some("its disposal has begun"),
            Ground::Priority { secured: false, .. } => Some("our claim has no priority"),
            Ground::Priority {
                sale_begun: true, ..
            } => Some("its sale has begun"),
            Ground::Idle { .. } | Ground::Priority { .. } => None,
        }
    }

    /// By when the other court must answer: procedural days, moved to
    /// a working day. Only the request of a creditor with priority has a
    /// clock.
    fn answer_by(&self) -> Option<Deadline> {
        let Ground::Priority { .. } = self.ground else {
            return None;
        };
        self.rules
            .procedural_deadline("handover-answer", self.today())
    }
}
