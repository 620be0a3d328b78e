//! What a matter is now: a fold of its events.

use super::{
    assent::Assents,
    bar::Bars,
    breach::Breaches,
    delegation::Delegations,
    distribution::Distribution,
    duty::DutyIndex,
    envelope,
    event::{CaseKind, ClosingKind, PlanDrafted, SealSplit, ValueStated, VisitNamed},
    excess::Excesses,
    exemption::Exemptions,
    funds::Funds,
    handing::Offers,
    income::Incomes,
    interest::Interest,
    maturity::Maturities,
    notice::Notices,
    objection::Objections,
    order_state::OrderState,
    preservation::Preservations,
    release::Releases,
    requery::Requeries,
    reservation::Reservation,
    seizure::SeizureState,
    signatures::Signatures,
    standing::Standings,
    sums::Books,
    third_party::Debts,
    urgent::Urgents,
    wrong_person::WrongPersons,
};
use crate::{
    asset::{AccountClass, AssetFound, OtherRight},
    bytes::Digest,
    claim::{Claim, ComponentKind, Liability},
    code::Code,
    document::Document,
    id::{
        AssetId, ClaimId, DistributionId, DocumentId, HoldId, LiabilityId, MatterId, OfficerId,
        OrderId, PersonId, PlanId, ReceiptId, RegistrationId, ReservationId, ReversalId, SweepId,
        UnitId,
    },
    money::{Currency, Money},
    party::{PartyRole, Person},
    stamp::Role,
    time::{Date, Timestamp},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use super::{hold_state::HoldState, sums::Sums};

/// A case number of the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Normal form.
    pub number: String,
    /// Type code.
    pub type_code: String,
    /// Meaning.
    pub kind: CaseKind,
    /// Filing day.
    pub filed_on: Date,
    /// Still open from an earlier year.
    pub carried_in: bool,
    /// How and when it was closed.
    pub closed: Option<(ClosingKind, Date)>,
}

/// A claim and what was collected on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimState {
    /// As stated and adjusted.
    pub claim: Claim,
    /// The matter that grants room on it.
    pub home: MatterId,
    /// Sum of its components, minor units.
    pub owed: u64,
    /// Allocated so far, by component.
    pub allocated: BTreeMap<ComponentKind, u64>,
    /// Collected so far, minor units.
    pub collected: u64,
}

/// What a unit said of an asset in its reply to a measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SaidOf {
    /// What the account is for.
    pub(crate) account_class: Option<AccountClass>,
    /// Rights of others.
    pub(crate) rights: Vec<OtherRight>,
}

/// A round of queries as the matter sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweepState {
    /// About whom.
    pub subjects: Vec<PersonId>,
    /// Units asked.
    pub units: u32,
    /// Which.
    pub asked: Arc<[UnitId]>,
    /// Batches of assets entered.
    pub batches: u32,
    /// Batches entered after the end: of which reply, which of it.
    pub late: BTreeSet<(Digest, u32)>,
    /// Assets among them: what the round says of one later is older.
    pub late_assets: BTreeSet<AssetId>,
    /// Over.
    pub closed: bool,
    /// Classes nobody could be asked about.
    pub not_askable: Vec<Code>,
    /// Units that stayed silent.
    pub silent: u32,
    /// Subjects whose number was corrected since it was ordered.
    pub outdated: BTreeSet<PersonId>,
}

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanPhase {
    /// Approvals are missing.
    Drafted,
    /// All approvals are there, since then.
    Approved(Timestamp),
    /// Its orders are binding.
    Issued,
    /// Given up.
    Withdrawn,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanState {
    /// As drafted.
    pub drafted: Arc<PlanDrafted>,
    /// Who approved it.
    pub signatures: Signatures,
    /// Where it stands.
    pub phase: PlanPhase,
}

impl PlanState {
    /// The judge who approved it first.
    pub(crate) fn judge(&self) -> Option<OfficerId> {
        let mut given = self.signatures.given.iter();
        let judge = given.find(|(_, role)| *role == Role::Judge);
        judge.map(|(officer, _)| *officer)
    }
}

/// Money that arrived or was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptState {
    /// How much.
    pub amount: Money,
    /// From which day on the debt bears nothing for it: when the debtor lost
    /// it, else when it was booked or paid.
    pub on: Date,
    /// When it was booked or paid.
    pub booked_on: Date,
    /// Matched with a transfer, or a payment by the debtor himself.
    pub matched: bool,
    /// Allocated to a claim.
    pub allocated: bool,
    /// The debtor, when he paid of himself.
    pub payer: Option<PersonId>,
    /// Out of whose liability a matched transfer came.
    pub liability: Option<LiabilityId>,
    /// What it was counted for, by liability, minor units.
    pub credited: BTreeMap<LiabilityId, u64>,
    /// What it was counted for, by claim and component, minor units.
    pub allocations: BTreeMap<(ClaimId, ComponentKind), u64>,
    /// Paid out to creditors and not returned, by claim, minor units.
    pub paid_out: BTreeMap<ClaimId, u64>,
    /// Gone without being allocated here: refunded, or paid out and returned
    /// under another receipt, or divided among others; minor units.
    pub gone: u64,
    /// Set aside for a distribution plan that is not carried out, minor units.
    pub pledged: u64,
    /// It is what a creditor returned under this reversal.
    pub returned: Option<ReversalId>,
}

/// What a matter is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Its id and court, once open.
    pub matter: Option<MatterId>,
    /// Court code.
    pub court: String,
    /// Currency.
    pub currency: Option<Currency>,
    /// Events folded; the next event gets this revision.
    pub revision: u64,
    /// Case numbers.
    pub registrations: BTreeMap<RegistrationId, Registration>,
    /// Parties.
    pub persons: BTreeMap<PersonId, (Person, BTreeSet<PartyRole>)>,
    /// Claims.
    pub claims: BTreeMap<ClaimId, ClaimState>,
    /// Liabilities.
    pub liabilities: BTreeMap<LiabilityId, Liability>,
    /// Documents.
    pub documents: BTreeMap<DocumentId, Document>,
    /// Those that a later document replaced, and which one.
    pub superseded: BTreeMap<DocumentId, DocumentId>,
    /// Rounds of queries.
    pub sweeps: BTreeMap<SweepId, SweepState>,
    /// Assets known.
    pub assets: BTreeMap<AssetId, AssetFound>,
    /// What units said, in reply to measures, of assets that no query found.
    pub(crate) said: BTreeMap<AssetId, SaidOf>,
    /// Plans.
    pub plans: BTreeMap<PlanId, Box<PlanState>>,
    /// Orders.
    pub orders: BTreeMap<OrderId, Box<OrderState>>,
    /// Holds.
    pub holds: BTreeMap<HoldId, Box<HoldState>>,
    /// Receipts.
    pub receipts: BTreeMap<ReceiptId, ReceiptState>,
    /// What single officers want that others must want as well.
    pub assents: Assents,
    /// What left the court's account, and what must come back.
    pub funds: Funds,
    /// Distribution plans.
    pub distributions: BTreeMap<DistributionId, Distribution>,
    /// How claims grow.
    pub interest: Interest,
    /// What judges have freed.
    pub exemptions: Exemptions,
    /// When units are asked again about closed numbers.
    pub requeries: Requeries,
    /// Preservations that wait for the applicant.
    pub preservations: Preservations,
    /// What units said against orders.
    pub objections: Objections,
    /// What units did against orders.
    pub breaches: Breaches,
    /// Bars.
    pub bars: Bars,
    /// Supplementary debtors whose turn it is, and the finding.
    pub opened: BTreeMap<LiabilityId, DocumentId>,
    /// Room granted to another matter, or by it.
    pub reservations: BTreeMap<ReservationId, Reservation>,
    /// What assets are worth, as stated last.
    pub values: BTreeMap<AssetId, ValueStated>,
    /// Continuing orders on income.
    pub incomes: Incomes,
    /// Delegations of the case to other courts.
    pub delegations: Delegations,
    /// Goods in keeping, by hold.
    pub seizures: BTreeMap<HoldId, SeizureState>,
    /// Land by its building, and the other way about.
    pub joined: BTreeMap<AssetId, AssetId>,
    /// Pre-seals that turned into seals.
    pub turned: BTreeSet<HoldId>,
    /// Seals that were split, and into what.
    pub split: BTreeMap<HoldId, SealSplit>,
    /// Conditions found to hold under which protected money may be deducted,
    /// and what shows them.
    pub deduction_conditions: BTreeMap<(AssetId, Code), DocumentId>,
    /// When term products pay.
    pub maturities: Maturities,
    /// What third parties owe the debtor.
    pub third_party_debts: Debts,
    /// Standing freezes.
    pub standings: Standings,
    /// Claims for which more is held than is owed, with their clocks.
    pub excesses: Excesses,
    /// Holds that must be let go.
    pub releases: Releases,
    /// Plans that left before all had approved them.
    pub urgents: Urgents,
    /// Reports that the wrong person was meant.
    pub wrong_persons: WrongPersons,
    /// Who goes to a counter, by order.
    pub visits: BTreeMap<OrderId, VisitNamed>,
    /// Who must be told of what.
    pub notices: Notices,
    /// Offers to look after holds.
    pub offers: Offers,
    pub(crate) stale: BTreeSet<AssetId>,
    pub(crate) documents_by_plan: BTreeMap<PlanId, Vec<DocumentId>>,
    pub(crate) open_holds: BTreeSet<HoldId>,
    pub(crate) held: BTreeMap<AssetId, BTreeSet<HoldId>>,
    pub(crate) books: Books,
    pub(crate) open_orders: BTreeSet<OrderId>,
    pub(crate) by_claim: BTreeMap<ClaimId, Vec<LiabilityId>>,
    pub(crate) targets: BTreeMap<AssetId, BTreeSet<OrderId>>,
    pub(crate) reducing: BTreeMap<ClaimId, Timestamp>,
    pub(crate) duties: DutyIndex,
}

impl State {
    /// Running sums of a claim.
    pub fn claim_sums(&self, claim: &ClaimId) -> Sums {
        self.books.claim(claim)
    }

    /// Running sums of a liability.
    pub fn liability_sums(&self, liability: &LiabilityId) -> Sums {
        self.books.liability(liability)
    }

    /// One order.
    pub fn order(&self, id: &OrderId) -> Option<&OrderState> {
        self.orders.get(id).map(|known| &**known)
    }

    /// One hold.
    pub fn hold(&self, id: &HoldId) -> Option<&HoldState> {
        self.holds.get(id).map(|known| &**known)
    }

    /// Orders that are not over.
    pub fn open_orders(&self) -> impl Iterator<Item = &OrderState> {
        self.open_orders
            .iter()
            .filter_map(|order| self.order(order))
    }

    /// Every case number is closed (and there is one).
    pub fn is_closed(&self) -> bool {
        !self.registrations.is_empty()
            && self
                .registrations
                .values()
                .all(|registration| registration.closed.is_some())
    }

    /// The newest case number that is still open, else the newest.
    pub fn current_case(&self) -> Option<(&RegistrationId, &Registration)> {
        let newest = |open: bool| {
            self.registrations
                .iter()
                .filter(|(_, registration)| registration.closed.is_none() == open)
                .max_by_key(|(id, registration)| (registration.filed_on, **id))
        };
        newest(true).or_else(|| newest(false))
    }

    /// Found under an identity that was corrected since, and not found again.
    pub fn is_stale(&self, asset: &AssetId) -> bool {
        self.stale.contains(asset)
    }

    /// Open holds.
    pub fn open_holds(&self) -> impl Iterator<Item = (&HoldId, &HoldState)> {
        self.open_holds
            .iter()
            .filter_map(|id| Some((id, self.hold(id)?)))
    }

    /// The duty index, for the comparison with a naive recompute.
    pub fn duties(&self) -> &DutyIndex {
        &self.duties
    }

    /// True when neither an order nor a duty is open, but for what comes in
    /// months: the state may leave memory.
    pub fn is_quiet(&self) -> bool {
        self.duties.is_quiet() && self.open_orders.is_empty()
    }

    /// Orders that stand in the way of others on `asset`.
    pub(crate) fn orders_on(&self, asset: &AssetId) -> impl Iterator<Item = &OrderState> {
        let orders = self.targets.get(asset).into_iter().flatten();
        orders.filter_map(|order| self.order(order))
    }

    /// Rights of others on an asset, as far as any unit told them.
    pub(crate) fn rights_on(&self, asset: &AssetId) -> &[OtherRight] {
        let found = self.assets.get(asset).map(|asset| &asset.rights);
        let said = || self.said.get(asset).map(|said| &said.rights);
        found.or_else(said).map_or(&[], Vec::as_slice)
    }

    /// What an account is for, as far as any unit told it.
    pub(crate) fn account_class_of(&self, asset: &AssetId) -> Option<&AccountClass> {
        match self.assets.get(asset) {
            Some(asset) => Some(&asset.account_class),
            None => self.said.get(asset)?.account_class.as_ref(),
        }
    }

    pub(crate) fn claim_of(&self, liability: &LiabilityId) -> Option<ClaimId> {
        self.liabilities
            .get(liability)
            .map(|liability| liability.claim)
    }

    /// Whose debt a liability is.
    pub(crate) fn person_of(&self, liability: &LiabilityId) -> Option<PersonId> {
        let known = self.liabilities.get(liability)?;
        Some(known.person)
    }

    /// Liabilities for `claim`.
    pub fn liabilities_of(&self, claim: &ClaimId) -> impl Iterator<Item = &Liability> {
        self.by_claim
            .get(claim)
            .into_iter()
            .flatten()
            .filter_map(|liability| self.liabilities.get(liability))
    }

    /// Above what is owed, net of releases under way; zero when nothing is.
    /// A claim is over by what all its holds are over the whole, or by what
    /// single debtors are over their own part, whichever is more.
    pub fn excess(&self, claim: &ClaimId) -> u64 {
        self.above(claim, Sums::kept)
    }

    /// The same until units have let it go: a release under way takes nothing
    /// off.
    pub fn excess_held(&self, claim: &ClaimId) -> u64 {
        self.above(claim, Sums::standing)
    }

    fn above(&self, claim: &ClaimId, held: fn(&Sums) -> u64) -> u64 {
        let left = self.left_of(claim, None);
        let whole = held(&self.claim_sums(claim)).saturating_sub(left);
        let parts = self
            .liabilities_of(claim)
            .map(|liability| self.above_of(&liability.liability, held))
            .fold(0, u64::saturating_add);
        whole.max(parts)
    }

    /// What one debtor's holds are above his own part of the claim.
    pub fn excess_of(&self, liability: &LiabilityId) -> u64 {
        self.above_of(liability, Sums::kept)
    }

    fn above_of(&self, liability: &LiabilityId, held: fn(&Sums) -> u64) -> u64 {
        let sums = self.liability_sums(liability);
        let limit = envelope::liability_limit(self, liability).unwrap_or(0);
        held(&sums).saturating_sub(limit.saturating_sub(sums.collected))
    }

    /// Since when a claim is above what is owed, if it is.
    pub fn reducing_since(&self, claim: &ClaimId) -> Option<Timestamp> {
        self.reducing.get(claim).copied()
    }
}
