//! Who is told of a hold:
//!
//! ```text
//! creditor acme
//! mortgaged ASSET UNIT 500.00                     found, with a maximum-amount mortgage on it
//! told notice-1 post on 2024-03-04
//! not-told notice-1 direct on 2024-03-04 not-at-home again 2024-03-07
//! drop notice-1 ground
//! ```

use super::{
    court::{id, officer, sealed},
    making::{first_debtor, identified},
    parse::name,
    play::{Script, clerk},
    words::Words,
};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass, AssetFound, OtherRight},
    bytes::Digest,
    id::{AssetId, NoticeId, PersonId, SweepId},
    matter::{Command, event::ServiceWay, notice},
    money::Money,
    party::PartyRole,
    rules::directory::unit_id,
    stamp::Actor,
    time::Date,
};

/// What a line asks for.
pub(super) enum Ask {
    Creditor(String),
    Mortgaged(String, String, Money),
    Told(String, String, Date),
    NotTold(String, String, Date, String, Date),
    Drop(String, String),
}

/// The line that begins with `verb`, where it belongs here.
pub(super) fn read(verb: &str, words: &mut Words<'_>) -> Result<Option<Ask>, String> {
    Ok(Some(match verb {
        "creditor" => Ask::Creditor(name(words, "name")?),
        "mortgaged" => {
            let (asset, unit) = (name(words, "asset")?, name(words, "unit")?);
            Ask::Mortgaged(asset, unit, words.money()?)
        }
        "told" | "not-told" => {
            let (notice, mode) = (name(words, "notice")?, name(words, "mode")?);
            words.must("on")?;
            let on = words.day()?;
            if verb == "told" {
                return Ok(Some(Ask::Told(notice, mode, on)));
            }
            let reason = name(words, "reason")?;
            words.must("again")?;
            Ask::NotTold(notice, mode, on, reason, words.day()?)
        }
        "drop" => Ask::Drop(name(words, "notice")?, name(words, "ground")?),
        _ => return Ok(None),
    }))
}

impl Script {
    pub(super) fn of_notices(&mut self, ask: &Ask) -> Result<(Actor, Command), String> {
        let notice = |named: &str| Ok::<_, String>(NoticeId(self.court.named(named)?));
        Ok(match ask {
            Ask::Creditor(name) => {
                let person = PersonId(self.known_as(name));
                let creditor = Command::AddParty {
                    person: identified(person, name, false),
                    role: PartyRole::Creditor,
                };
                (clerk(), creditor)
            }
            Ask::Mortgaged(asset, unit, available) => {
                (Actor::system(), self.mortgaged(asset, unit, *available)?)
            }
            Ask::Told(named, mode, on) => {
                let told = notice::Command::Serve {
                    notice: notice(named)?,
                    mode: ServiceWay::from(mode.as_str()),
                    served_on: *on,
                    evidence: Digest::of(b"advice of delivery"),
                };
                (clerk(), told.into())
            }
            Ask::NotTold(named, mode, on, reason, next_on) => {
                let failed = notice::Command::Fail {
                    notice: notice(named)?,
                    mode: ServiceWay::from(mode.as_str()),
                    tried_on: *on,
                    reason: reason.as_str().into(),
                    evidence: None,
                    next_on: *next_on,
                };
                (clerk(), failed.into())
            }
            Ask::Drop(named, ground) => {
                let (judge, role) = officer("judge");
                let dropped = notice::Command::Drop {
                    notice: notice(named)?,
                    ground: ground.as_str().into(),
                };
                (Actor::officer(judge, role), dropped.into())
            }
        })
    }

    /// An account in the last round, with somebody's mortgage on it.
    fn mortgaged(&mut self, name: &str, unit: &str, available: Money) -> Result<Command, String> {
        let person = first_debtor(&self.court)?;
        let asset = AssetId(id(name));
        self.court.names.insert(asset.0, name.to_owned());
        let rounds = &self.court.state.sweeps;
        let (sweep, known) = rounds.last_key_value().ok_or("nobody was asked yet")?;
        let right = OtherRight {
            kind: "maximum-mortgagee".into(),
            holder: Some(sealed("a mortgagee")),
            share: None,
            amount: None,
        };
        Ok(Command::RecordAssets {
            sweep: SweepId(sweep.0),
            batch: known.batches,
            assets: vec![AssetFound {
                record: None,
                holder: None,
                asset,
                person,
                unit: unit_id(unit),
                class: AssetClass::Deposit,
                number: sealed(name),
                account_class: AccountClass::Ordinary,
                status: AccountStatus::Normal,
                currency: available.currency,
                balance: Some(available),
                available: Some(available),
                available_at: Some(self.court.time()),
                sub_accounts: vec![],
                not_redeemable_before: None,
                prior_measures: vec![],
                rights: vec![right],
            }],
        })
    }
}
