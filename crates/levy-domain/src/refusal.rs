//! Refusals: nothing happened, and the caller is told what to do.

mod outside;

pub use outside::Outside;

use crate::{
    id::{
        AssetId, BarId, ClaimId, DistributionId, DocumentId, HoldId, LiabilityId, MatterId,
        OfficerId, OrderId, PersonId, PlanId, ReceiptId,
    },
    money::Money,
    stamp::Role,
    time::Date,
};
use thiserror::Error;

/// Why a command was refused. Named after the condition; every one leaves no
/// event and has a page in docs/errors/.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The stream is not open yet.
    #[error("LEVY-R01 nothing is open here; open it first")]
    NotOpen,
    /// The same id exists with another content.
    #[error("LEVY-R02 this id is in use with another content; use a new id")]
    IdInUse,
    /// An id that this stream does not know.
    #[error("LEVY-R03 unknown {what}; look it up again")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
    },
    /// The matter is closed for this act.
    #[error("LEVY-R04 the case is closed; register a new case number first")]
    Closed,
    /// A value that makes no sense.
    #[error("LEVY-R05 {what}: {why}")]
    Malformed {
        /// Which field.
        what: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A word that neither the program nor the profile knows. It is not
    /// repeated.
    #[error("LEVY-R05 {what}: is not known here; use one of: {known}")]
    NotListed {
        /// Which field.
        what: &'static str,
        /// What is known, comma separated.
        known: String,
    },
    /// Another currency than the claim's.
    #[error("LEVY-R06 the currency differs from the claim's")]
    OtherCurrency,
    /// Arithmetic would overflow.
    #[error("LEVY-R07 the sum is too large")]
    TooLarge,
    /// The person is no debtor here.
    #[error(
        "LEVY-R10 {person} is not a liable party of this matter (rule X-09); add the liability first"
    )]
    NotLiable {
        /// Who.
        person: PersonId,
    },
    /// Identity too weak for a measure: no freeze on a name alone.
    #[error("LEVY-R11 {person} is known by name only; record an identity document first")]
    NameOnly {
        /// Who.
        person: PersonId,
    },
    /// Held plus in flight would exceed the room.
    #[error(
        "LEVY-R12 {asked} is above the room of {room} (rule X-01); lower it or release something first"
    )]
    ExceedsEnvelope {
        /// What the plan asks for.
        asked: Money,
        /// What may still be controlled.
        room: Money,
    },
    /// The claim is paid.
    #[error("LEVY-R13 nothing is owed any more")]
    NothingOwed,
    /// The account class forbids the measure (part 3 of the catalogue).
    #[error("LEVY-R14 rule {rule} protects {asset} from this measure")]
    Protected {
        /// Which asset.
        asset: AssetId,
        /// Rule id.
        rule: String,
    },
    /// The unit cannot do this by this route.
    #[error("LEVY-R15 the unit has no ability for {measure} by {route}; choose another route")]
    NoAbility {
        /// Measure code.
        measure: String,
        /// Route code.
        route: String,
    },
    /// Documents that the measure requires are not there.
    #[error("LEVY-R16 the measure needs documents: {missing}")]
    DocumentsMissing {
        /// Kinds, comma separated.
        missing: String,
    },
    /// Not enough approvals yet.
    #[error("LEVY-R17 plan {plan} needs {needed} more approval(s)")]
    NotApproved {
        /// The plan.
        plan: PlanId,
        /// How many.
        needed: u32,
    },
    /// The approval is for another list.
    #[error("LEVY-R18 the plan's list differs from the one approved; read it again")]
    OtherList,
    /// One person approves twice, or approves his own draft.
    #[error("LEVY-R19 a second, different officer must approve")]
    SameOfficer,
    /// The role may not do this.
    #[error("LEVY-R20 role {role} may not do this; needed: {needed}")]
    WrongRole {
        /// Acting role.
        role: Role,
        /// Roles that may.
        needed: String,
    },
    /// The order is not in a state that allows it.
    #[error("LEVY-R21 order {order} is {state}; this cannot be done now")]
    WrongState {
        /// Which order.
        order: OrderId,
        /// Its state.
        state: &'static str,
    },
    /// The fence does not match the stream.
    #[error("LEVY-R22 the stream moved on; render the orders again")]
    StaleFence,
    /// Transfers are never resent.
    #[error("LEVY-R23 a transfer is never sent twice; settle its outcome first")]
    NeverResent,
    /// The hold does not cover the transfer.
    #[error("LEVY-R24 {asked} is above what hold {hold} still has: {left}")]
    BeyondHold {
        /// Which hold.
        hold: HoldId,
        /// What was asked.
        asked: Money,
        /// What is left of it.
        left: Money,
    },
    /// Another, unsettled order stands on the same target.
    #[error("LEVY-R25 order {order} on the same target is not settled")]
    Unsettled {
        /// The blocking order.
        order: OrderId,
    },
    /// A term above the legal maximum.
    #[error("LEVY-R26 the term may end on {max} at the latest (rule {rule})")]
    TermTooLong {
        /// Latest end.
        max: Date,
        /// Rule id.
        rule: String,
    },
    /// The claim is already stated otherwise.
    #[error("LEVY-R27 claim {claim} is stated with other components; adjust it instead")]
    ClaimStated {
        /// Which claim.
        claim: ClaimId,
    },
    /// The liability is already stated otherwise.
    #[error("LEVY-R28 liability {liability} is stated otherwise")]
    LiabilityStated {
        /// Which liability.
        liability: LiabilityId,
    },
    /// The document is not issued in this matter.
    #[error("LEVY-R29 document {document} is not issued here; issue it first")]
    NoDocument {
        /// Which document.
        document: DocumentId,
    },
    /// A case that still has holds or open orders cannot be closed that way.
    #[error("LEVY-R30 {what} still open; {todo}")]
    StillOpen {
        /// What.
        what: &'static str,
        /// What to do.
        todo: &'static str,
    },
    /// The plan lists nothing.
    #[error("LEVY-R31 nothing can be planned: {why}")]
    NothingToPlan {
        /// Why.
        why: &'static str,
    },
    /// Rules of another time or an unknown value.
    #[error("LEVY-R32 no rule {rule} is in force on {on}; load a profile that has it")]
    NoRule {
        /// Rule id.
        rule: String,
        /// The day.
        on: Date,
    },
    /// Nothing new rests on a document that another one replaced.
    #[error("LEVY-R34 document {document} was replaced by {by}; cite that one")]
    Superseded {
        /// Which document.
        document: DocumentId,
        /// What took its place.
        by: DocumentId,
    },
    /// The end of the hold has passed: it cannot be renewed any more (T-06).
    #[error(
        "LEVY-R40 hold {hold} ended on {last_day} (rule {rule}); settle what became of it and freeze anew"
    )]
    HoldEnded {
        /// Which hold.
        hold: HoldId,
        /// Its last day.
        last_day: Date,
        /// Rule id.
        rule: String,
    },
    /// The class of the asset allows no further renewal (T-15).
    #[error("LEVY-R42 hold {hold} was renewed {times} time(s), as often as rule {rule} allows")]
    RenewedOut {
        /// Which hold.
        hold: HoldId,
        /// How often.
        times: u32,
        /// Rule id.
        rule: String,
    },
    /// No term runs while it waits.
    #[error("LEVY-R43 hold {hold} waits in a queue, where no term runs (rule {rule})")]
    StillWaits {
        /// Which hold.
        hold: HoldId,
        /// Rule id.
        rule: String,
    },
    /// It is in front.
    #[error("LEVY-R44 hold {hold} does not wait in a queue")]
    NotWaiting {
        /// Which hold.
        hold: HoldId,
    },
    /// A test for the disposal right is not met.
    #[error("LEVY-R45 the asset of hold {hold} cannot be asked for: {why} (rule {rule})")]
    NoHandover {
        /// Our place.
        hold: HoldId,
        /// Which test.
        why: &'static str,
        /// Rule id.
        rule: String,
    },
    /// The end of the hold has not passed.
    #[error("LEVY-R41 the end of hold {hold} is ahead or not known; nothing has lapsed")]
    EndAhead {
        /// Which hold.
        hold: HoldId,
    },
    /// Query without purpose or basis (F22).
    #[error("LEVY-R33 a query needs its legal basis and purpose")]
    NoBasis,
    /// A receipt has less than was asked of it.
    #[error("LEVY-R47 {asked} is above what receipt {receipt} still has for this: {left}")]
    BeyondReceipt {
        /// Which receipt.
        receipt: ReceiptId,
        /// What was asked.
        asked: Money,
        /// What is left for this.
        left: Money,
    },
    /// The money never was in the court's account.
    #[error(
        "LEVY-R48 receipt {receipt} was paid to the creditor himself and is not in the court's account"
    )]
    NotInAccount {
        /// Which receipt.
        receipt: ReceiptId,
    },
    /// The receipt serves another purpose already.
    #[error("LEVY-R49 receipt {receipt} is {what}; undo that first, or take another receipt")]
    ReceiptSpent {
        /// Which receipt.
        receipt: ReceiptId,
        /// What became of it.
        what: &'static str,
    },
    /// It is done on the word of several officers.
    #[error(
        "LEVY-R50 this is done on the word of {needed}, all different officers, each by his own command"
    )]
    NotLetGo {
        /// One entry per officer, each with the roles that will do.
        needed: String,
    },
    /// A distribution plan cannot be carried out or changed now.
    #[error("LEVY-R51 distribution {distribution}: {why}")]
    NotSettled {
        /// Which plan.
        distribution: DistributionId,
        /// What stands in the way.
        why: &'static str,
    },
    /// A breach needs an order that was served and still bound.
    #[error("LEVY-R63 order {order} was not served, or bound no longer, when the money moved")]
    NotBound {
        /// Which order.
        order: OrderId,
    },
    /// More than a breach, or a fine, leaves.
    #[error("LEVY-R64 {asked} is above {most}, {what}")]
    Beyond {
        /// What was asked.
        asked: Money,
        /// What is left.
        most: Money,
        /// What that is.
        what: &'static str,
    },
    /// The unit was not given its date, or that date has not passed in vain.
    #[error("LEVY-R65 order recovery by a date first, and let that date pass (rule {rule})")]
    RecoveryFirst {
        /// Rule id.
        rule: String,
    },
    /// The security that takes the place of another does not stand yet.
    #[error("LEVY-R69 the new security covers {has} of {needs}; let the unit confirm it first")]
    SwapUnconfirmed {
        /// What it covers.
        has: Money,
        /// What the old one covers of the debt.
        needs: Money,
    },
    /// A fine outside the range of the law.
    #[error("LEVY-R66 a fine of {asked} is outside {least} to {most} (rule {rule})")]
    OutsideFine {
        /// What was asked.
        asked: Money,
        /// Least.
        least: Money,
        /// Most.
        most: Money,
        /// Rule id.
        rule: String,
    },
    /// A judge has freed it, or so much of it that not enough is left.
    #[error("LEVY-R68 a judge has freed money of {asset}; take at most {left}, or lift that first")]
    Freed {
        /// Which asset.
        asset: AssetId,
        /// What may be taken.
        left: Money,
    },
    /// What the law allows once was done.
    #[error("LEVY-R67 {what} is there already, and the law knows one only")]
    OnlyOnce {
        /// What.
        what: &'static str,
    },
    /// A supplementary debtor comes after the others.
    #[error(
        "LEVY-R52 {liability} is supplementary; find first that those before it have nothing left"
    )]
    NotHisTurn {
        /// Whose liability.
        liability: LiabilityId,
    },
    /// The claim's home is another matter, which grants room on it.
    #[error("LEVY-R53 {left} is granted on {claim} by its home matter; ask that one for more")]
    BeyondGrant {
        /// Which claim.
        claim: ClaimId,
        /// What is left of the grants.
        left: Money,
    },
    /// Control is lifted on a ground of the law.
    #[error("LEVY-R73 a release names a ground of rule {rule}: {grounds}")]
    NoGround {
        /// Rule id.
        rule: String,
        /// Those that it knows.
        grounds: String,
    },
    /// The asset is worth more than may still be controlled.
    #[error(
        "LEVY-R74 {asset} is worth {worth}, above the room of {room}; seal it as `indivisible` only, where no account suffices"
    )]
    AboveRoom {
        /// Which asset.
        asset: AssetId,
        /// What it is worth.
        worth: Money,
        /// What may still be controlled.
        room: Money,
    },
    /// He was reported as the wrong person.
    #[error(
        "LEVY-R56 {person} is known under the number of somebody else; correct the identity first"
    )]
    WrongPerson {
        /// Who.
        person: PersonId,
    },
    /// The unit has somebody else on record.
    #[error("LEVY-R57 the unit has somebody else on record as the holder of {asset}")]
    OtherHolder {
        /// Which asset.
        asset: AssetId,
    },
    /// A match became weak since the plan was drafted.
    #[error(
        "LEVY-R58 {person} matches only weakly since the list was drawn up; draft it again, for a \
         second officer"
    )]
    WeakMatch {
        /// Who.
        person: PersonId,
    },
    /// The plan was not countersigned in time.
    #[error(
        "LEVY-R59 {plan} was not countersigned in time; draft it again, and release what it made"
    )]
    NotCountersigned {
        /// Which plan.
        plan: PlanId,
    },
    /// One officer alone cannot let it leave.
    #[error("LEVY-R60 one officer alone cannot let this leave: {why}")]
    NotUrgent {
        /// Why.
        why: &'static str,
    },
    /// Whoever is named is filed for no such role.
    #[error("LEVY-R80 {officer} is not filed as {role}; the president files officers (rule O-60)")]
    NotFiled {
        /// Who.
        officer: OfficerId,
        /// In which role.
        role: String,
    },
    /// Nobody decides about his own place.
    #[error("LEVY-R81 nobody files, changes or removes himself (rule O-60); ask another officer")]
    OwnFiling,
    /// None of its signers may sign it.
    #[error("LEVY-R82 a document of kind {kind} is signed by {needed} (rule O-61); name him")]
    NotSigned {
        /// Which kind.
        kind: String,
        /// Roles of which one must sign.
        needed: String,
    },
    /// The case number stands in another matter.
    #[error("LEVY-R83 this case number stands in {matter}; go on there, or correct the number")]
    NumberTaken {
        /// In which.
        matter: MatterId,
    },
    /// Somebody or something outside this court stands in the way.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// A bar stops the measure.
    #[error("LEVY-R54 {bar} ({kind}, rule {rule}) stops this measure; lift it first")]
    Barred {
        /// Which bar.
        bar: BarId,
        /// Its kind.
        kind: String,
        /// The rule that gives it this effect.
        rule: String,
    },
}

/// Refuses what cannot be meant.
pub(crate) fn malformed<T>(what: &'static str, why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Malformed { what, why })
}

impl Refusal {
    /// The code, such as `LEVY-R12`.
    pub fn code(&self) -> String {
        self.to_string()
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}
