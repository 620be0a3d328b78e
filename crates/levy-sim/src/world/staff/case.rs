//! One invented case: who, how much, and what the staff will want with it.

use crate::{draw::Draw, world::Bench};
use levy::engine::Personal;
use levy_domain::{
    claim::{Claim, Component, ComponentKind, Liability, LiabilityMode, Share},
    id::{ClaimId, LiabilityId, MatterId, OfficerId, PersonId, RegistrationId},
    matter::Command,
    money::{Currency, Money},
    party::{IdentityKind, IdentityStrength, PartyRole, Person, PersonKind},
    rules::Rules,
    time::{DAY, HOUR, Timestamp, Zone},
};
use uuid::Uuid;

/// What is drawn for one case.
#[derive(Debug, Clone)]
pub struct Case {
    /// Place in the year.
    pub number: usize,
    /// Its matter.
    pub matter: MatterId,
    /// When it is filed.
    pub filed_at: Timestamp,
    /// One or two debtors.
    pub debtors: Vec<PersonId>,
    /// Owed in all, minor units.
    pub owed: u64,
    /// The second debtor owes a share only.
    pub by_share: bool,
    /// Months of a freeze.
    pub months: Option<u32>,
    /// The judge handling it.
    pub judge: OfficerId,
    /// The clerk.
    pub clerk: OfficerId,
    /// The bureau head.
    pub bureau_head: OfficerId,
    /// The president.
    pub president: OfficerId,
    /// A freeze is asked back this long after it was issued.
    pub recalls: Option<i64>,
    /// An identity turns out to be wrong then.
    pub corrects: Option<Timestamp>,
    /// The claim is lowered then, to so many permille.
    pub adjusts: Option<(Timestamp, u64)>,
    /// The debtor pays then, so many permille of the rest.
    pub pays: Option<(Timestamp, u64)>,
    /// A judge lets one hold go then.
    pub releases: Option<Timestamp>,
    /// Units are asked again then.
    pub asks_again: Option<Timestamp>,
    /// Closed from then on.
    pub closes: Timestamp,
}

fn days(draw: &mut Draw, low: u64, high: u64) -> i64 {
    i64::try_from(draw.between(low, high)).unwrap_or(0) * DAY
}

impl Case {
    /// Case `number` of the year that begins at `start`.
    #[must_use]
    pub fn draw(seed: u64, number: usize, start: Timestamp, bench: &Bench) -> Self {
        let mut draw = Draw::new(seed, "case", number as u64);
        let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, &seed.to_be_bytes());
        let matter = MatterId::derive(space, &[b"matter", &number.to_be_bytes()]);
        let filed_at = start
            .plus(days(&mut draw, 0, 300))
            .plus(i64::try_from(draw.between(9 * 60, 17 * 60)).unwrap_or(0) * 60_000);
        let count = if draw.chance(200) { 2 } else { 1 };
        let debtor = |at: u64| PersonId::derive(matter.0, &[b"debtor", &at.to_be_bytes()]);
        let owed = match draw.below(10) {
            0..=3 => draw.between(100_000, 3_000_000),
            4..=7 => draw.between(3_000_000, 60_000_000),
            _ => draw.between(60_000_000, 900_000_000),
        };
        let on = |draw: &mut Draw, permille: u32, low: u64, high: u64| {
            let at = filed_at.plus(days(draw, low, high)).plus(3 * HOUR);
            draw.chance(permille).then_some(at)
        };
        Case {
            number,
            matter,
            filed_at,
            debtors: (0..count).map(debtor).collect(),
            owed,
            by_share: draw.chance(300),
            months: [None, Some(12), Some(3), Some(2)][usize::try_from(draw.below(4)).unwrap_or(0)],
            judge: bench.judge(number),
            clerk: bench.clerk(number),
            bureau_head: bench.bureau_head,
            president: bench.president,
            recalls: draw
                .chance(120)
                .then(|| i64::try_from(draw.between(0, 30)).unwrap_or(0) * HOUR),
            corrects: on(&mut draw, 50, 10, 90),
            adjusts: on(&mut draw, 120, 15, 120).map(|at| (at, draw.between(100, 900))),
            pays: on(&mut draw, 350, 5, 200).map(|at| (at, draw.between(200, 1_000))),
            releases: on(&mut draw, 150, 20, 150),
            asks_again: on(&mut draw, 250, 60, 150),
            closes: filed_at.plus(days(&mut draw, 60, 340)),
        }
    }

    /// The one claim.
    #[must_use]
    pub fn claim(&self) -> ClaimId {
        ClaimId::derive(self.matter.0, &[b"claim"])
    }

    /// The one registration.
    #[must_use]
    pub fn registration(&self) -> RegistrationId {
        RegistrationId::derive(self.matter.0, &[b"registration"])
    }

    /// The liability of a debtor.
    #[must_use]
    pub fn liability(&self, person: PersonId) -> LiabilityId {
        LiabilityId::derive(self.matter.0, &[b"liability", person.0.as_bytes()])
    }

    /// An invented person with an invented number; `version` counts
    /// corrections.
    ///
    /// # Errors
    /// The sealing desk's own words.
    pub fn person(
        &self,
        desk: &Personal,
        id: PersonId,
        version: u32,
    ) -> Result<Person, levy::proof::SealError> {
        let mut draw = Draw::keyed(0, "person", &[id.0.as_bytes(), &version.to_be_bytes()]);
        let number = format!("990000{:012}", draw.below(1_000_000_000_000));
        let name = format!("虚构某{:03}", draw.below(1_000));
        Ok(Person {
            person: id,
            kind: PersonKind::Natural,
            name: desk.seal_person(self.matter, id, "person.name", &name)?,
            name_variants: Vec::new(),
            identity_kind: IdentityKind::ResidentId,
            identity: Some(desk.seal_person(self.matter, id, "person.identity", &number)?),
            strength: IdentityStrength::Valid,
        })
    }

    fn component(&self, kind: ComponentKind, minor: u64) -> Component {
        Component {
            kind,
            amount: Money::cny(minor),
            as_of: self.filed_at.date_in(Zone::CHINA),
            method: "fixed".into(),
            rate_series: None,
            excluded: Vec::new(),
        }
    }

    /// The principal, lowered to so many permille.
    #[must_use]
    pub fn principal(&self, permille: u64) -> Component {
        let whole = self.owed - self.owed / 10;
        self.component(ComponentKind::Principal, (whole * permille / 1_000).max(1))
    }

    /// The commands that file the case, in order.
    ///
    /// # Errors
    /// The sealing desk's own words.
    pub fn filing(
        &self,
        desk: &Personal,
        rules: &Rules,
    ) -> Result<Vec<Command>, levy::proof::SealError> {
        let court = crate::world::seat().code;
        let on = self.filed_at.date_in(Zone::CHINA);
        let mut commands = vec![Command::Open {
            matter: self.matter,
            court: court.clone(),
            currency: Currency::CNY,
        }];
        for debtor in &self.debtors {
            commands.push(Command::AddParty {
                person: self.person(desk, *debtor, 0)?,
                role: PartyRole::Debtor,
            });
        }
        commands.push(Command::StateClaim {
            claim: Claim {
                claim: self.claim(),
                currency: Currency::CNY,
                components: vec![
                    self.principal(1_000),
                    self.component(ComponentKind::Costs, self.owed / 10),
                ],
                allocation_order: rules.profile().allocation_order(on),
                title: None,
            },
            home: self.matter,
        });
        for (at, debtor) in self.debtors.iter().enumerate() {
            let share = (self.by_share && at > 0).then_some(Share {
                numerator: 1,
                denominator: 3,
            });
            commands.push(Command::StateLiability {
                liability: Liability {
                    liability: self.liability(*debtor),
                    claim: self.claim(),
                    person: *debtor,
                    mode: if share.is_some() {
                        LiabilityMode::Share
                    } else {
                        LiabilityMode::Joint
                    },
                    share,
                    cap: None,
                },
            });
        }
        let number = self.number + 1;
        commands.push(Command::RegisterCase {
            registration: self.registration(),
            number: format!("（2024）{court}执{number}号"),
            type_code: "执".to_owned(),
            kind: rules.profile().case_kind("执"),
            court,
            filed_on: on,
            carried_in: false,
        });
        Ok(commands)
    }
}
