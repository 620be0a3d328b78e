//! From the unit's plain words to the core's sealed ones, and back for lines.

use super::{
    error::WireError,
    exact::Exact,
    order::{FenceBody, OrderBasis, OrderLine},
    private::Private,
    receipt::ReceiptBody,
    reply::{FoundBody, HolderBody, PriorBody, ReplyBody, ReplyLine, RightBody},
};
use levy_domain::{
    asset::{AssetFound, HolderOnRecord, OtherRight, PriorMeasure},
    code::Code,
    id::{AssetId, OrderId, PersonId, UnitId},
    identifier::{CourtCode, ResidentId},
    money::{Currency, Money},
    order::{Basis, Fence, Line, Term},
    reply::LineReply,
    sealed::Sealed,
};

/// Which personal field of a reply is to be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PersonalField {
    /// Account, title or plate.
    Number,
    /// Number of a sub-account; compares with [`PersonalField::Number`].
    SubAccount,
    /// Name of whoever the unit has on record as the holder; compares with the
    /// name of a person.
    HolderName,
    /// His number; compares with the number of a person.
    HolderNumber,
    /// Name of whoever has another right in the asset.
    RightHolder,
    /// Another authority, in the unit's words.
    Authority,
    /// Number of another authority's document.
    PriorDocument,
    /// Why not, in the unit's words.
    Words,
    /// The unit's receipt number.
    ReceiptNumber,
}

/// Seals one personal value; the caller knows court, matter and subject.
pub trait SealField {
    /// Why a value could not be sealed; then nothing of the reply is stored.
    type Error;

    /// Seals `plain`.
    ///
    /// # Errors
    /// Its own.
    fn seal(&mut self, field: PersonalField, plain: &Private) -> Result<Sealed, Self::Error>;
}

fn money(amount: Option<Exact>, currency: Option<Currency>) -> Option<Money> {
    Some(amount?.of(currency?))
}

/// A unit's reason as the core keeps it: its code, and its own words sealed
/// when they are none.
type Said = (Option<Code>, Option<Sealed>);

fn said<S: SealField>(reason: Option<&Private>, sealer: &mut S) -> Result<Said, S::Error> {
    let Some(reason) = reason else {
        return Ok((None, None));
    };
    let code = Code::from(reason.expose());
    let words = if code.is_unlisted() {
        Some(sealer.seal(PersonalField::Words, reason)?)
    } else {
        None
    };
    Ok((Some(code), words))
}

fn receipt_number<S: SealField>(
    plain: Option<&String>,
    sealer: &mut S,
) -> Result<Option<Sealed>, S::Error> {
    let private = |number: &String| Private::new(number.as_str());
    plain
        .map(|number| sealer.seal(PersonalField::ReceiptNumber, &private(number)))
        .transpose()
}

impl PriorBody {
    /// As the core keeps it.
    ///
    /// # Errors
    /// The sealer's.
    pub fn to_domain<S: SealField>(&self, sealer: &mut S) -> Result<PriorMeasure, S::Error> {
        let court = CourtCode::parse(&self.court).ok();
        let authority = if court.is_none() {
            let words = Private::new(self.court.as_str());
            Some(sealer.seal(PersonalField::Authority, &words)?)
        } else {
            None
        };
        Ok(PriorMeasure {
            court,
            authority,
            document: sealer.seal(PersonalField::PriorDocument, &self.document)?,
            amount: money(self.amount_minor, self.currency),
            from: self.from,
            to: self.to,
        })
    }
}

fn priors<S: SealField>(
    plain: &[PriorBody],
    sealer: &mut S,
) -> Result<Vec<PriorMeasure>, S::Error> {
    plain.iter().map(|prior| prior.to_domain(sealer)).collect()
}

impl RightBody {
    /// As the core keeps it.
    ///
    /// # Errors
    /// The sealer's.
    pub fn to_domain<S: SealField>(&self, sealer: &mut S) -> Result<OtherRight, S::Error> {
        let seal = |holder: &Private| sealer.seal(PersonalField::RightHolder, holder);
        Ok(OtherRight {
            kind: Code::from(self.kind.as_str()),
            holder: self.holder.as_ref().map(seal).transpose()?,
            share: self.share,
            amount: money(self.amount_minor, self.currency),
        })
    }
}

fn sub_accounts<S: SealField>(plain: &[Private], sealer: &mut S) -> Result<Vec<Sealed>, S::Error> {
    plain
        .iter()
        .map(|number| sealer.seal(PersonalField::SubAccount, number))
        .collect()
}

fn rights<S: SealField>(plain: &[RightBody], sealer: &mut S) -> Result<Vec<OtherRight>, S::Error> {
    plain.iter().map(|right| right.to_domain(sealer)).collect()
}

impl ReplyLine {
    /// As the core keeps it.
    ///
    /// # Errors
    /// The sealer's.
    pub fn to_domain<S: SealField>(&self, sealer: &mut S) -> Result<LineReply, S::Error> {
        let amount = |minor| money(minor, self.currency);
        let (reason, reason_text) = said(self.reason.as_ref(), sealer)?;
        Ok(LineReply {
            line: self.line,
            outcome: self.outcome.clone(),
            requested: amount(self.requested_minor),
            held: amount(self.held_minor),
            beyond_balance: amount(self.beyond_balance_minor),
            waiting: amount(self.waiting_minor),
            rank: self.rank,
            available: amount(self.available_minor),
            available_at: self.available_at,
            account_class: self.account_class.clone(),
            status: self.status.clone(),
            currency: self.currency,
            sub_accounts: sub_accounts(&self.sub_accounts, sealer)?,
            not_redeemable_before: self.not_redeemable_before,
            prior_measures: priors(&self.prior_measures, sealer)?,
            rights: rights(&self.rights, sealer)?,
            term: self.from.zip(self.to).map(|(from, to)| Term { from, to }),
            ends_at: self.ends_at,
            receipt_number: receipt_number(self.receipt_number.as_ref(), sealer)?,
            reason,
            reason_text,
            fault: self.fault.clone(),
        })
    }
}

/// What a reply says of the whole order, as the core keeps it.
#[derive(Debug)]
pub struct SaidOfAll {
    /// The order refused or returned, with the unit's code.
    pub refused: Option<Code>,
    /// Its words, when they are no code.
    pub refused_text: Option<Sealed>,
    /// Receipt number.
    pub receipt_number: Option<Sealed>,
}

impl ReplyBody {
    /// What it says beside its lines and assets, as the core keeps it.
    ///
    /// # Errors
    /// The sealer's.
    pub fn of_all<S: SealField>(&self, sealer: &mut S) -> Result<SaidOfAll, S::Error> {
        let (refused, refused_text) = said(self.refused.as_ref(), sealer)?;
        Ok(SaidOfAll {
            refused,
            refused_text,
            receipt_number: receipt_number(self.receipt_number.as_ref(), sealer)?,
        })
    }
}

impl ReceiptBody {
    /// Its number, as the core keeps it.
    ///
    /// # Errors
    /// The sealer's.
    pub fn number<S: SealField>(&self, sealer: &mut S) -> Result<Option<Sealed>, S::Error> {
        receipt_number(self.receipt_number.as_ref(), sealer)
    }
}

impl HolderBody {
    /// As the core keeps it: a name without the blanks around it, a resident
    /// number in its one spelling, so that they compare with a person's.
    ///
    /// # Errors
    /// The sealer's.
    pub fn to_domain<S: SealField>(&self, sealer: &mut S) -> Result<HolderOnRecord, S::Error> {
        let name = Private::new(self.name.expose().trim());
        let number = self.number.as_ref().map(|number| {
            let number = number.expose().trim();
            let resident = ResidentId::parse(number);
            Private::new(resident.as_ref().map_or(number, ResidentId::reveal))
        });
        let number = number.filter(|number| !number.expose().is_empty());
        let seal = |number: &Private| sealer.seal(PersonalField::HolderNumber, number);
        Ok(HolderOnRecord {
            number: number.as_ref().map(seal).transpose()?,
            name: sealer.seal(PersonalField::HolderName, &name)?,
        })
    }
}

impl FoundBody {
    /// As the core keeps it, under the id the caller gives the asset.
    ///
    /// # Errors
    /// The sealer's.
    pub fn to_domain<S: SealField>(
        &self,
        asset: AssetId,
        person: PersonId,
        unit: UnitId,
        sealer: &mut S,
    ) -> Result<AssetFound, S::Error> {
        let currency = Some(self.currency);
        Ok(AssetFound {
            record: self
                .holder
                .as_ref()
                .map(|holder| holder.to_domain(sealer))
                .transpose()?,
            holder: None,
            asset,
            person,
            unit,
            class: self.class.clone(),
            number: sealer.seal(PersonalField::Number, &self.number)?,
            account_class: self.account_class.clone(),
            status: self.status.clone(),
            currency: self.currency,
            balance: money(self.balance_minor, currency),
            available: money(self.available_minor, currency),
            available_at: self.available_at,
            sub_accounts: sub_accounts(&self.sub_accounts, sealer)?,
            not_redeemable_before: self.not_redeemable_before,
            prior_measures: priors(&self.prior_measures, sealer)?,
            rights: rights(&self.rights, sealer)?,
        })
    }
}

impl OrderLine {
    /// A line as it is sent: `number` opened, `hold` as the original order
    /// and line that made the hold.
    ///
    /// # Errors
    /// [`WireError::NotExact`].
    pub fn from_domain(
        line: &Line,
        number: Private,
        hold: Option<(OrderId, u32)>,
    ) -> Result<Self, WireError> {
        Ok(OrderLine {
            line: line.line,
            class: line.class.clone(),
            number,
            amount_minor: line.amount.map(Exact::try_from).transpose()?,
            currency: line.amount.map(|amount| amount.currency),
            units: line.units.map(Exact::try_from).transpose()?,
            from: line.term.map(|term| term.from),
            to: line.term.map(|term| term.to),
            hold_order: hold.map(|(order, _)| order),
            hold_line: hold.map(|(_, line)| line),
        })
    }
}

impl FenceBody {
    /// A fence within `scope`, the opaque name of the issuing stream.
    ///
    /// # Errors
    /// [`WireError::NotExact`].
    pub fn from_domain(scope: &str, fence: Fence) -> Result<Self, WireError> {
        Ok(FenceBody {
            scope: scope.to_owned(),
            epoch: Exact::try_from(fence.epoch)?,
            revision: Exact::try_from(fence.revision)?,
        })
    }
}

impl From<&Basis> for OrderBasis {
    fn from(basis: &Basis) -> Self {
        OrderBasis {
            rule: basis.rule.clone(),
            version: basis.version.clone(),
            article: basis.article.clone(),
        }
    }
}
