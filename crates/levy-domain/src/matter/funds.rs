//! Money in the court's account (案款): whose it is, and how it leaves.
//!
//! Every receipt is a small account: what is allocated to claims may be paid
//! out, what is left over may go back, and nothing goes twice, since every
//! payment has an id and comes out of what the receipt still has. Money leaves
//! on the word of as many officers as the profile asks, each of whom gives the
//! command himself ([`super::assent`]). What a creditor has
//! once, he returns under a reversal (M-03) only.
//!
//! A voluntary payment went to the creditor himself and is no money of this
//! account; what a debtor pays into the account is a receipt, attributed.

mod back;

use super::{
    assent::{Wanted, let_go},
    decide::Decision,
    event::*,
    money::allocate,
    state::{ReceiptState, State},
};
use crate::{
    code::Code,
    id::{ClaimId, DocumentId, LiabilityId, PaymentId, PersonId, ReceiptId, ReversalId},
    money::Money,
    party::PartyRole,
    refusal::{Refusal, malformed},
    rules::Rules,
    stamp::Stamp,
    time::Date,
};
use std::collections::BTreeMap;

/// What may be asked about money in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Count a receipt for a debtor, and allocate it.
    Attribute {
        /// Which receipt.
        receipt: ReceiptId,
        /// For whose debt.
        liability: LiabilityId,
        /// Where it comes from.
        source: Code,
        /// The day on which the debtor lost it, where it was before it was
        /// booked.
        taken_on: Option<Date>,
    },
    /// Undo an allocation of which nothing was paid out.
    ReverseAllocation {
        /// Which receipt.
        receipt: ReceiptId,
        /// Of which claim.
        claim: ClaimId,
        /// Why.
        ground: Code,
        /// Document it rests on.
        document: Option<DocumentId>,
    },
    /// Pay allocated money out.
    PayOut {
        /// Id of the payment.
        payment: PaymentId,
        /// Out of which receipt.
        receipt: ReceiptId,
        /// For which claim.
        claim: ClaimId,
        /// To whom.
        creditor: PersonId,
        /// How much.
        amount: Money,
    },
    /// Let money go back.
    Refund {
        /// Id of the payment.
        payment: PaymentId,
        /// Out of which receipt.
        receipt: ReceiptId,
        /// How much.
        amount: Money,
        /// To which party; `None` = to the account that it came from.
        to: Option<PersonId>,
        /// Why.
        ground: Code,
    },
    /// Order a creditor to return what he was paid.
    OrderReversal {
        /// Id of the reversal.
        reversal: ReversalId,
        /// Of which payment.
        payment: PaymentId,
        /// How much of it.
        amount: Money,
        /// What it yielded, as the ruling says.
        fruits: Option<Money>,
        /// The ruling.
        document: DocumentId,
    },
    /// A booked receipt is what a creditor returned.
    EnterReturn {
        /// For which reversal.
        reversal: ReversalId,
        /// The receipt.
        receipt: ReceiptId,
    },
}

/// Money that left the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Out of which receipt.
    pub receipt: ReceiptId,
    /// For which claim; `None` for a refund.
    pub claim: Option<ClaimId>,
    /// To which party; `None` = to the account that it came from.
    pub to: Option<PersonId>,
    /// How much.
    pub amount: Money,
    /// Of it, ordered back, minor units.
    pub ordered_back: u64,
    /// Of it, returned, minor units.
    pub returned: u64,
}

/// A reversal of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// As ordered.
    pub ordered: ReversalOrdered,
    /// Returned of the payment, minor units.
    pub returned: u64,
    /// Returned of the fruits, minor units.
    pub fruits_returned: u64,
}

/// What left the account, and what must come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Funds {
    /// Payments by id.
    pub payments: BTreeMap<PaymentId, Payment>,
    /// Reversals by id.
    pub reversals: BTreeMap<ReversalId, Reversal>,
}

impl ReceiptState {
    /// Allocated to `claim`, minor units.
    pub fn allocated_to(&self, claim: &ClaimId) -> u64 {
        let own = self.allocations.iter().filter(|((of, _), _)| of == claim);
        own.fold(0, |sum, (_, minor)| sum.saturating_add(*minor))
    }

    /// Neither allocated nor gone nor set aside for a distribution, minor
    /// units.
    pub fn left_over(&self) -> u64 {
        let allocated = self.allocations.values();
        let taken = self.gone.saturating_add(self.pledged);
        let taken = allocated.fold(taken, |sum, minor| sum.saturating_add(*minor));
        self.amount.minor.saturating_sub(taken)
    }

    /// All of it left the account again, other than to a creditor.
    pub fn is_gone(&self) -> bool {
        self.gone >= self.amount.minor
    }

    /// Allocated to `claim` and not paid out, minor units.
    pub fn payable(&self, claim: &ClaimId) -> u64 {
        let paid = self.paid_out.get(claim).copied().unwrap_or(0);
        self.allocated_to(claim).saturating_sub(paid)
    }
}

impl State {
    /// The receipt out of which the payment was made that `reversal` takes
    /// back.
    pub(super) fn paid_from(&self, reversal: &ReversalId) -> Option<&ReceiptState> {
        let ordered = &self.funds.reversals.get(reversal)?.ordered;
        let payment = self.funds.payments.get(&ordered.payment)?;
        self.receipts.get(&payment.receipt)
    }
}

pub(super) fn check_words(command: &Command) -> Result<(), Refusal> {
    match command {
        Command::Attribute { source, .. } => source.said("source"),
        Command::ReverseAllocation { ground, .. } | Command::Refund { ground, .. } => {
            ground.said("ground")
        }
        Command::PayOut { .. } | Command::OrderReversal { .. } | Command::EnterReturn { .. } => {
            Ok(())
        }
    }
}

pub(super) fn decide(state: &State, command: &Command, rules: &Rules, stamp: &Stamp) -> Decision {
    match command {
        Command::Attribute {
            receipt,
            liability,
            source,
            taken_on,
        } => attribute(state, receipt, (liability, source), *taken_on, rules),
        Command::ReverseAllocation {
            receipt,
            claim,
            ground,
            document,
        } => back::reverse(state, receipt, claim, ground, *document),
        Command::PayOut {
            payment,
            receipt,
            claim,
            creditor,
            amount,
        } => {
            if let Some(known) = state.funds.payments.get(payment) {
                return repeated(known, receipt, Some(*claim), Some(*creditor), *amount);
            }
            let held = in_account(state, receipt)?;
            named(state, creditor, "creditor", Some(&PartyRole::Creditor))?;
            within(receipt, *amount, held.amount, held.payable(claim))?;
            let act = Act::PayOut {
                payment: *payment,
                receipt: *receipt,
                claim: *claim,
                creditor: *creditor,
                amount: *amount,
            };
            let (officers, approval_rule) =
                match let_go(state, act, ("pay-out", *amount), rules, stamp)? {
                    Wanted::ByAll(officers, rule) => (officers, rule),
                    Wanted::BySome(said) => return Ok(said),
                };
            let paid = PaidOut {
                payment: *payment,
                receipt: *receipt,
                claim: *claim,
                creditor: *creditor,
                amount: *amount,
                officers,
                approval_rule,
            };
            Ok(vec![paid.into()])
        }
        Command::Refund {
            payment,
            receipt,
            amount,
            to,
            ground,
        } => {
            if let Some(known) = state.funds.payments.get(payment) {
                return repeated(known, receipt, None, *to, *amount);
            }
            let held = in_account(state, receipt)?;
            to.as_ref()
                .map_or(Ok(()), |to| named(state, to, "to", None))?;
            within(receipt, *amount, held.amount, held.left_over())?;
            let act = Act::Refund {
                payment: *payment,
                receipt: *receipt,
                to: *to,
                amount: *amount,
                ground: ground.clone(),
            };
            let (officers, approval_rule) =
                match let_go(state, act, ("refund", *amount), rules, stamp)? {
                    Wanted::ByAll(officers, rule) => (officers, rule),
                    Wanted::BySome(said) => return Ok(said),
                };
            let refunded = Refunded {
                payment: *payment,
                receipt: *receipt,
                amount: *amount,
                to: *to,
                ground: ground.clone(),
                officers,
                approval_rule,
            };
            Ok(vec![refunded.into()])
        }
        Command::OrderReversal {
            reversal,
            payment,
            amount,
            fruits,
            document,
        } => {
            let on = stamp.at.date_in(rules.profile().zone());
            let ordered = ReversalOrdered {
                basis: rules.profile().basis("M-03", on)?.clone(),
                reversal: *reversal,
                payment: *payment,
                amount: *amount,
                fruits: *fruits,
                document: *document,
            };
            back::order_reversal(state, ordered)
        }
        Command::EnterReturn { reversal, receipt } => back::enter_return(state, reversal, receipt),
    }
}

fn repeated(
    known: &Payment,
    receipt: &ReceiptId,
    claim: Option<ClaimId>,
    to: Option<PersonId>,
    amount: Money,
) -> Decision {
    let same = known.receipt == *receipt
        && known.claim == claim
        && known.to == to
        && known.amount == amount;
    if same {
        Ok(vec![])
    } else {
        Err(Refusal::IdInUse)
    }
}

/// A receipt whose money is in the court's account.
pub(super) fn in_account<'a>(
    state: &'a State,
    receipt: &ReceiptId,
) -> Result<&'a ReceiptState, Refusal> {
    let known = state
        .receipts
        .get(receipt)
        .ok_or(Refusal::Unknown { what: "receipt" })?;
    if known.payer.is_some() {
        return Err(Refusal::NotInAccount { receipt: *receipt });
    }
    Ok(known)
}

pub(super) fn spent(receipt: &ReceiptId, what: &'static str) -> Refusal {
    let receipt = *receipt;
    Refusal::ReceiptSpent { receipt, what }
}

fn named(
    state: &State,
    person: &PersonId,
    what: &'static str,
    role: Option<&PartyRole>,
) -> Result<(), Refusal> {
    let known = state.persons.get(person);
    let (_, roles) = known.ok_or(Refusal::Unknown { what: "person" })?;
    if role.is_none_or(|role| roles.contains(role)) {
        Ok(())
    } else {
        let why = "has another part in this matter";
        Err(Refusal::Malformed { what, why })
    }
}

/// `asked` is a sum, and not above `left` of a receipt over `whole`.
pub(super) fn within(
    receipt: &ReceiptId,
    asked: Money,
    whole: Money,
    left: u64,
) -> Result<(), Refusal> {
    if asked.currency != whole.currency {
        return Err(Refusal::OtherCurrency);
    }
    if asked.is_zero() {
        return Err(Refusal::Malformed {
            what: "amount",
            why: "is zero",
        });
    }
    if asked.minor > left {
        return Err(Refusal::BeyondReceipt {
            receipt: *receipt,
            asked,
            left: Money {
                minor: left,
                ..whole
            },
        });
    }
    Ok(())
}

fn attribute(
    state: &State,
    receipt: &ReceiptId,
    (liability, source): (&LiabilityId, &Code),
    taken_on: Option<Date>,
    rules: &Rules,
) -> Decision {
    let known = in_account(state, receipt)?;
    let claim = state
        .claim_of(liability)
        .ok_or(Refusal::Unknown { what: "liability" })?;
    if known.returned.is_some() {
        return Err(spent(receipt, "what a creditor returned"));
    }
    let same = known.allocated && known.liability == Some(*liability);
    if !same && known.allocated_to(&claim) > 0 {
        return Err(spent(receipt, "allocated to this claim"));
    }
    let on = taken_on.unwrap_or(known.on);
    if on > known.booked_on {
        return malformed("taken_on", "lies after the day on which it was booked");
    }
    if same && on != known.on {
        return Err(spent(receipt, "counted as of another day"));
    }
    let left = Money {
        minor: known.left_over(),
        ..known.amount
    };
    let allocated = allocate(state, &[claim], *receipt, left, on, rules);
    // A surplus is allocated when more is owed since; else all is as it was.
    let nothing = |event: &Event| !matches!(event, Event::Allocated(e) if !e.parts.is_empty());
    if same && (left.is_zero() || allocated.iter().all(nothing)) {
        return Ok(vec![]);
    }
    if left.is_zero() {
        return Err(spent(receipt, "allocated or gone"));
    }
    let attributed = ReceiptAttributed {
        receipt: *receipt,
        liability: *liability,
        source: source.clone(),
        taken_on,
    };
    let mut events: Vec<Event> = vec![attributed.into()];
    events.extend(allocated);
    Ok(events)
}
