//! The invented court of a world: seat, rules, officers.

use super::WorldError;
use levy::engine::{Caller, Command, CourtAccount, CourtSeat, Engine, StreamKey};
use levy_domain::{
    bytes::Digest,
    calendar::Calendar,
    court::{
        self,
        event::{LogBegun, OfficerFiled, RulesActivated},
    },
    id::{CommandId, OfficerId},
    rules::{Profile, Rules, UnitDirectory},
    stamp::{Actor, Role},
    time::Date,
    unit,
};
use std::sync::Arc;
use uuid::Uuid;

/// The seat of every simulated world: an invented basic court.
#[must_use]
pub fn seat() -> CourtSeat {
    CourtSeat {
        code: "川3399".into(),
        slug: "sim".into(),
        account: CourtAccount {
            holder: "模拟执行款专户".into(),
            number: "9900000000003399".into(),
            bank: "sim-bank-1".into(),
        },
    }
}

/// Who sits there. The ids never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bench {
    /// Enforcement judges.
    pub judges: Vec<OfficerId>,
    /// Clerks.
    pub clerks: Vec<OfficerId>,
    /// Head of the enforcement bureau.
    pub bureau_head: OfficerId,
    /// President.
    pub president: OfficerId,
}

impl Default for Bench {
    fn default() -> Self {
        Bench::new()
    }
}

impl Bench {
    /// Eight judges, four clerks, a bureau head and a president.
    #[must_use]
    pub fn new() -> Self {
        let officer = |role: &str, number: u8| {
            OfficerId::derive(Uuid::NAMESPACE_OID, &[b"sim", role.as_bytes(), &[number]])
        };
        Bench {
            judges: (0..8).map(|number| officer("judge", number)).collect(),
            clerks: (0..4).map(|number| officer("clerk", number)).collect(),
            bureau_head: officer("bureau-head", 0),
            president: officer("president", 0),
        }
    }

    /// Everybody with his role, the president first, who files the others.
    pub fn all(&self) -> impl Iterator<Item = (OfficerId, Role)> + '_ {
        let president = (self.president, Role::President);
        let judges = self.judges.iter().map(|id| (*id, Role::Judge));
        let clerks = self.clerks.iter().map(|id| (*id, Role::Clerk));
        let head = (self.bureau_head, Role::BureauHead);
        let others = judges.chain(clerks).chain([head]);
        std::iter::once(president).chain(others)
    }

    /// The judge of a case with this number.
    #[must_use]
    pub fn judge(&self, case: usize) -> OfficerId {
        let at = case.checked_rem(self.judges.len()).unwrap_or(0);
        self.judges.get(at).copied().unwrap_or(self.bureau_head)
    }

    /// The clerk of a case with this number.
    #[must_use]
    pub fn clerk(&self, case: usize) -> OfficerId {
        let at = case.checked_rem(self.clerks.len()).unwrap_or(0);
        self.clerks.get(at).copied().unwrap_or(self.bureau_head)
    }
}

/// The profile and calendar that are compiled in, with these units.
pub(super) fn rules(directory: UnitDirectory) -> Result<Rules, WorldError> {
    let profile = Profile::china().map_err(WorldError::data)?;
    let calendar = Calendar::china().map_err(WorldError::data)?;
    Ok(Rules::new(
        Arc::new(profile),
        Arc::new(calendar),
        Arc::new(directory),
    ))
}

async fn order(
    engine: &Engine,
    tag: &str,
    actor: Actor,
    command: court::Command,
) -> Result<(), WorldError> {
    let id = CommandId::derive(Uuid::nil(), &[tag.as_bytes()]);
    let caller = Caller {
        actor,
        ..Caller::system(&seat().code)
    };
    let given = engine.command(StreamKey::Court, Command::Court(command), id, caller);
    given.await.map(drop).map_err(WorldError::data)
}

/// What stands before all else, at the start of every life; nothing when it
/// stands.
pub(super) async fn begin(engine: &Engine, keys: &str) -> Result<(), WorldError> {
    if engine.court().rules == Some(engine.rules().digest()) {
        return Ok(());
    }
    let begun = LogBegun {
        clock: "simulated".to_owned(),
        keys: keys.to_owned(),
        log: "sim".to_owned(),
    };
    order(
        engine,
        "begin",
        Actor::system(),
        court::Command::Begin(begun),
    )
    .await?;
    let rules = engine.rules();
    let activated = RulesActivated {
        rules: rules.digest(),
        profile: Digest::of(rules.profile().text().as_bytes()),
        profile_version: rules.profile().version().to_owned(),
        calendar: rules.calendar().digest(),
        directory: rules.units().digest(),
    };
    let activate = court::Command::ActivateRules(activated);
    order(engine, "activate", Actor::system(), activate).await
}

/// Registers the units and files the officers.
pub(super) async fn found(engine: &Engine, bench: &Bench, from: Date) -> Result<(), WorldError> {
    for profile in engine.rules().units().iter() {
        let key = StreamKey::Unit(profile.unit);
        let id = CommandId::derive(profile.unit.0, &[b"register"]);
        let profile = profile.clone();
        let command = Command::Unit(unit::Command::Register { profile });
        let given = engine.command(key, command, id, Caller::system(&seat().code));
        given.await.map_err(WorldError::data)?;
    }
    let desk = engine.personal();
    for (number, (officer, role)) in bench.all().enumerate() {
        let seal = |field: &str, text: &str| {
            desk.seal_officer(officer, field, text)
                .map_err(WorldError::data)
        };
        let filed = OfficerFiled {
            officer,
            name: seal("officer.name", &format!("虚构法官{number}"))?,
            role: role.clone(),
            work_card: Some(seal("officer.card", &format!("SIM{number:04}"))?),
            enforcement_card: None,
            from,
        };
        let tag = format!("file {officer}");
        let by = match role {
            Role::President => Actor::system(),
            _ => Actor::officer(bench.president, Role::President),
        };
        order(engine, &tag, by, court::Command::FileOfficer(filed)).await?;
    }
    Ok(())
}
