//! Assets as units report them.

use crate::{
    claim::Share,
    code::Code,
    id::{AssetId, PersonId, UnitId},
    identifier::CourtCode,
    money::{Currency, Money},
    party::Person,
    sealed::Sealed,
    time::{Date, Timestamp},
};
use serde::{Deserialize, Serialize};

open_enum! {
    /// Class of asset; terms and documents follow it.
    AssetClass {
        /// Bank deposit (T-01).
        Deposit = "deposit",
        /// Wallet of a payment institution (T-16).
        Wallet = "wallet",
        /// Term deposit or product with a maturity.
        TermDeposit = "term-deposit",
        /// Housing provident fund (T-18, A-19).
        HousingFund = "housing-fund",
        /// Vehicle (T-02).
        Vehicle = "vehicle",
        /// Real estate (T-03).
        RealEstate = "real-estate",
        /// Equity (T-04).
        Equity = "equity",
        /// Another right (T-04).
        OtherRight = "other-right",
    }
}

impl AssetClass {
    /// Money: a freeze names its sum (P-08).
    pub fn is_money(&self) -> bool {
        matches!(
            self,
            AssetClass::Deposit
                | AssetClass::Wallet
                | AssetClass::TermDeposit
                | AssetClass::HousingFund
        )
    }
}

open_enum! {
    /// What an account is for; the profile says what may be done with it.
    AccountClass {
        /// Nothing special.
        Ordinary = "ordinary",
        /// Migrant-worker wage account.
        MigrantWage = "migrant-wage",
        /// Letter-of-credit margin.
        CreditMargin = "credit-margin",
        /// Bank acceptance margin.
        AcceptanceMargin = "acceptance-margin",
        /// Pre-sale supervision account (D-11).
        PresaleEscrow = "presale-escrow",
        /// Social insurance fund.
        SocialInsurance = "social-insurance",
        /// Treasury funds.
        Treasury = "treasury",
        /// Pension or subsistence payments.
        Subsistence = "subsistence",
        /// Housing provident fund.
        HousingFund = "housing-fund",
        /// Client reserve of a payment institution.
        ClientReserve = "client-reserve",
    }
}

open_enum! {
    /// State of an account.
    AccountStatus {
        /// Open.
        Normal = "normal",
        /// Dormant.
        Dormant = "dormant",
        /// Closed.
        Closed = "closed",
        /// Fully frozen by another authority.
        Frozen = "frozen",
    }
}

open_enum! {
    /// How the holder that a unit has on record matches the party.
    HolderMatch {
        /// Number and name are those of the party.
        Full = "full",
        /// The number is, and the name is another spelling that is known.
        Variant = "variant",
        /// The name is another, and no number on record says that it is somebody
        /// else.
        OtherName = "other-name",
        /// The unit has no number on record; the name is that of the party.
        NameOnly = "name-only",
        /// The number is another: it is somebody else.
        OtherNumber = "other-number",
    }
}

/// Whom a unit has on record as the holder of an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderOnRecord {
    /// By which name.
    pub name: Sealed,
    /// Under which number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Sealed>,
}

impl HolderOnRecord {
    /// How that matches `person`: by what compares equal of the sealed values,
    /// so that nothing is opened.
    pub fn matches(&self, person: &Person) -> HolderMatch {
        let numbers = self.number.as_ref().zip(person.identity.as_ref());
        let same_number = numbers.map(|(number, own)| number.token == own.token);
        let same_name = self.name.token == person.name.token;
        let mut variants = person.name_variants.iter();
        let variant = variants.any(|known| known.name.token == self.name.token);
        match same_number {
            Some(false) => HolderMatch::OtherNumber,
            Some(true) if same_name => HolderMatch::Full,
            Some(true) if variant => HolderMatch::Variant,
            None if same_name || variant => HolderMatch::NameOnly,
            Some(true) | None => HolderMatch::OtherName,
        }
    }
}

/// A measure of another authority on the same asset (djxx, N-20).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorMeasure {
    /// Court, where the unit names it by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<CourtCode>,
    /// The authority in the unit's words, otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Sealed>,
    /// Its document.
    pub document: Sealed,
    /// Sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A right of somebody else (qlxx).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherRight {
    /// `joint-holder`, `co-owner`, `pledgee`, `mortgagee`, `maximum-mortgagee`
    /// (最高额抵押权人) or what the unit says.
    pub kind: Code,
    /// Whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Sealed>,
    /// Which part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// Which sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// One asset in the answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetFound {
    /// Global id.
    pub asset: AssetId,
    /// Whose.
    pub person: PersonId,
    /// At which unit.
    pub unit: UnitId,
    /// Whom the unit has on record as its holder, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<HolderOnRecord>,
    /// How that matches the person; worked out when the asset is entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderMatch>,
    /// Class.
    pub class: AssetClass,
    /// Account number, title number, plate.
    pub number: Sealed,
    /// What an account is for.
    pub account_class: AccountClass,
    /// Its state.
    pub status: AccountStatus,
    /// Its currency.
    pub currency: Currency,
    /// Balance, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Money>,
    /// What is not bound by others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<Money>,
    /// The moment of both sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at: Option<Timestamp>,
    /// Sub-accounts (glxx).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sub_accounts: Vec<Sealed>,
    /// A term deposit or product pays only from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_redeemable_before: Option<Date>,
    /// Who was earlier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prior_measures: Vec<PriorMeasure>,
    /// Rights of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<OtherRight>,
}

impl AssetFound {
    /// The debtor's own share of `amount`, see [`own_share`].
    pub fn own_share(&self, amount: Money) -> Money {
        own_share(&self.rights, amount)
    }
}

/// The debtor's own share of `amount` on which others have `rights`: a joint
/// account covers only it, rounded down. A holder whose share nobody knows,
/// or a right of a kind that nobody knows, may be of all of it: nothing is
/// the debtor's until a later answer, or a reply that a person enters, says
/// which part is.
pub fn own_share(rights: &[OtherRight], amount: Money) -> Money {
    rights.iter().fold(amount, |own, right| {
        let theirs = match (right.kind.as_str(), right.share) {
            // They are paid first or not; the asset is the debtor's.
            ("pledgee" | "mortgagee" | "maximum-mortgagee", _) => Money::zero(amount.currency),
            ("joint-holder" | "co-owner", Some(share)) => share.of(amount),
            _ => amount,
        };
        own.checked_sub(theirs)
            .unwrap_or(Money::zero(amount.currency))
    })
}
