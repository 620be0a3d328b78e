//! What a script expects to see.

use super::{
    court::rules,
    making::{claim_id, liability_of},
    parse::Look,
    play::Script,
};
use levy_domain::{
    decider::Process,
    id::HoldId,
    matter::{Duty, Matter, envelope},
};

impl Script {
    pub(super) fn look(&mut self, look: &Look) -> Result<(), String> {
        let state = &self.court.state;
        let hold = |name: &str| {
            let hold = HoldId(self.court.named(name)?);
            state.holds.get(&hold).ok_or(format!("{name} is no hold"))
        };
        let yuan = |minor: u64| format!("{}.{:02}", minor / 100, minor % 100);
        let (expected, is) = match look {
            Look::Room(debtor, sum) => {
                let liability = liability_of(self.court.person(debtor)?);
                let parallel = rules().profile().parallel_freeze(self.today());
                let now = self.court.time();
                let sheet = envelope::worksheet(state, &liability, parallel, now)
                    .map_err(|refusal| refusal.to_string())?;
                (yuan(sum.minor), yuan(sheet.room.minor))
            }
            Look::Excess(sum) => (yuan(sum.minor), yuan(state.excess(&claim_id()))),
            Look::Held(name, sum) => (yuan(sum.minor), yuan(hold(name)?.held)),
            Look::Covers(name, sum) => {
                let known = hold(name)?;
                let covers = known.in_force() && !known.void;
                (yuan(sum.minor), yuan(if covers { known.covers } else { 0 }))
            }
            Look::End(name, day) => {
                let end = hold(name)?.ends.earliest(rules().profile().zone());
                (
                    day.to_string(),
                    end.map_or("none".into(), |end| end.to_string()),
                )
            }
            Look::Gone(name) => {
                let there = if hold(name)?.is_open() {
                    "there"
                } else {
                    "gone"
                };
                ("gone".into(), there.into())
            }
            Look::Phase(name, phase) => {
                let order = self.court.order(name)?;
                let known = &state.orders[&order];
                (phase.clone(), known.phase.name().to_owned())
            }
            Look::Owes(duty, of) => return self.owes(duty, of.as_deref()),
        };
        if expected == is {
            Ok(())
        } else {
            Err(format!("expected {expected}, it is {is}"))
        }
    }

    /// What units or people still owe the court, or the court them.
    fn owes(&self, duty: &str, of: Option<&str>) -> Result<(), String> {
        let name = |id: &uuid::Uuid| self.court.names.get(id).cloned().unwrap_or_default();
        let due: Vec<String> = Matter::due(&self.court.state, self.court.time())
            .map(|duty| match duty {
                Duty::Issue(plan) => format!("issue {}", name(&plan.0)),
                Duty::Carry(order) => format!("carry {}", name(&order.0)),
                Duty::Settle(order) => format!("settle {}", name(&order.0)),
                Duty::Overdue(order) => format!("overdue {}", name(&order.0)),
                Duty::Reduce(_) => "reduce".into(),
                other => format!("{other:?}"),
            })
            .collect();
        let wanted = match of {
            Some(of) => format!("{duty} {of}"),
            None => duty.to_owned(),
        };
        let there = if wanted == "nothing" {
            due.is_empty()
        } else {
            due.contains(&wanted)
        };
        if there {
            Ok(())
        } else {
            Err(format!("expected that {wanted} is owed, it is {due:?}"))
        }
    }
}
