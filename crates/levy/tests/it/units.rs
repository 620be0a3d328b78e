//! Units inside this process: they note every call and answer as told.

use crate::rig::Time;
use async_trait::async_trait;
use levy::connect::{
    AnswerFault, Connector, InquireError, Inquiry, Parcel, Standing, SubmitError, Submitted,
    wire::{
        Exact, FoundBody, OrderBody, Private, ReceiptBody, ReplyBody, ReplyLine, StandingBody,
        StandingKind, V1, decode,
    },
};
use levy::journal::Clock;
use levy::proof::{ED25519_SHA256, Signer, TrustedKeys};
use levy_domain::{
    asset::{AccountClass, AccountStatus, AssetClass},
    bytes::Digest,
    id::{OrderId, UnitId},
    money::Currency,
    order::Measure,
    reply::Outcome,
    time::Timestamp,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// What every account holds, in fen.
pub(crate) const BALANCE: u32 = 100_000;

/// One call of the engine, in the order of their coming.
#[derive(Debug, Clone)]
pub(crate) enum Call {
    Submit {
        unit: UnitId,
        order: OrderId,
        measure: Measure,
    },
    Inquire {
        order: OrderId,
    },
}

type OnSubmit = dyn Fn(&Units, &OrderBody, Digest) -> Result<Submitted, SubmitError> + Send + Sync;
type OnInquire = dyn Fn(&Units, &Inquiry) -> Result<Standing, InquireError> + Send + Sync;

pub(crate) struct Units {
    time: Arc<Time>,
    signer: Signer,
    keys: TrustedKeys,
    calls: Mutex<Vec<Call>>,
    /// Bodies as they came, by order.
    bodies: Mutex<BTreeMap<OrderId, (OrderBody, Digest)>>,
    on_submit: Mutex<Arc<OnSubmit>>,
    on_inquire: Mutex<Arc<OnInquire>>,
    /// Calls wait while this is true.
    hanging: watch::Sender<bool>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Units {
    /// They answer everything at once, and do all that is asked.
    pub(crate) fn new(time: Arc<Time>) -> Self {
        let signer = Signer::new(&ED25519_SHA256, &[5; 32]);
        let mut keys = TrustedKeys::new();
        keys.trust(
            signer.key_id().clone(),
            &ED25519_SHA256,
            &signer.public_key(),
        )
        .expect("a key");
        Units {
            time,
            signer,
            keys,
            calls: Mutex::default(),
            bodies: Mutex::default(),
            on_submit: Mutex::new(Arc::new(|units, order, hash| {
                units.answered(units.done(order, hash))
            })),
            on_inquire: Mutex::new(Arc::new(|_, _| Err(unanswered()))),
            hanging: watch::Sender::new(false),
        }
    }

    /// What they say to an order from now on.
    pub(crate) fn on_submit(
        &self,
        say: impl Fn(&Units, &OrderBody, Digest) -> Result<Submitted, SubmitError>
        + Send
        + Sync
        + 'static,
    ) {
        *locked(&self.on_submit) = Arc::new(say);
    }

    /// What they say to an inquiry from now on.
    pub(crate) fn on_inquire(
        &self,
        say: impl Fn(&Units, &Inquiry) -> Result<Standing, InquireError> + Send + Sync + 'static,
    ) {
        *locked(&self.on_inquire) = Arc::new(say);
    }

    /// Calls that come from now on wait until this is said with `false`.
    pub(crate) fn hang(&self, hanging: bool) {
        self.hanging.send_replace(hanging);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.time.now()
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        locked(&self.calls).clone()
    }

    /// How often an order came.
    pub(crate) fn submits(&self, order: &OrderId) -> usize {
        let came = |call: &&Call| matches!(call, Call::Submit { order: it, .. } if it == order);
        locked(&self.calls).iter().filter(came).count()
    }

    /// How often it was asked after.
    pub(crate) fn inquiries(&self, order: &OrderId) -> usize {
        let came = |call: &&Call| matches!(call, Call::Inquire { order: it, .. } if it == order);
        locked(&self.calls).iter().filter(came).count()
    }

    /// An order's body as it came, and its hash.
    pub(crate) fn body(&self, order: &OrderId) -> Option<(OrderBody, Digest)> {
        locked(&self.bodies).get(order).cloned()
    }

    pub(crate) const fn keys(&self) -> (&Signer, &TrustedKeys) {
        (&self.signer, &self.keys)
    }

    /// A signed answer.
    pub(crate) fn answered(&self, reply: ReplyBody) -> Result<Submitted, SubmitError> {
        Submitted::answered(reply, Some(self.keys()))
    }

    /// A signed receipt.
    pub(crate) fn accepted(
        &self,
        order: &OrderBody,
        hash: Digest,
    ) -> Result<Submitted, SubmitError> {
        let receipt = ReceiptBody {
            v: V1,
            order: order.order,
            order_hash: hash,
            unit: order.unit.clone(),
            delivered_at: self.now(),
            served_at: None,
            receipt_number: Some("R-1".into()),
        };
        Submitted::accepted(receipt, Some(self.keys()))
    }

    /// A signed standing.
    pub(crate) fn standing(
        &self,
        inquiry: &Inquiry,
        (hash, replies): (Option<Digest>, Vec<ReplyBody>),
        as_of: Timestamp,
    ) -> Result<Standing, InquireError> {
        let standing = match (hash, replies.is_empty()) {
            (None, _) => StandingKind::NotFound,
            (Some(_), true) => StandingKind::Pending,
            (Some(_), false) => StandingKind::Answered,
        };
        let body = StandingBody {
            v: V1,
            order: inquiry.order(),
            inquiry_hash: inquiry.hash(),
            unit: inquiry.body().unit.clone(),
            standing,
            order_hash: hash,
            replies,
            as_of,
        };
        Standing::given(inquiry, body, Some(self.keys()))
    }

    /// All that was asked, done; a query finds one account.
    pub(crate) fn done(&self, order: &OrderBody, hash: Digest) -> ReplyBody {
        let asked = order.measure == Measure::Query;
        ReplyBody {
            v: V1,
            order: order.order,
            order_hash: hash,
            unit: order.unit.clone(),
            sequence: 1,
            last: true,
            corrects: None,
            delivered_at: self.now(),
            served_at: None,
            answered_at: self.now(),
            receipt_number: None,
            lines: order
                .lines
                .iter()
                .map(|line| held(line.line, line.amount_minor))
                .collect(),
            found: asked
                .then(|| account(order, self.now()))
                .into_iter()
                .collect(),
            refused: None,
            fault: None,
        }
    }
}

fn held(line: u32, amount: Option<Exact>) -> ReplyLine {
    ReplyLine {
        currency: Some(Currency::CNY),
        requested_minor: amount,
        held_minor: amount,
        rank: Some(0),
        available_minor: Some(0.into()),
        ..ReplyLine::new(line, Outcome::Done)
    }
}

fn account(order: &OrderBody, now: Timestamp) -> FoundBody {
    let identity = order.subject.identity.as_ref().map_or("", Private::expose);
    let unit = order.unit.trim_start_matches("bank-");
    FoundBody {
        holder: None,
        class: AssetClass::Deposit,
        number: Private::new(format!("62{unit}{identity}")),
        account_class: AccountClass::Ordinary,
        status: AccountStatus::Normal,
        currency: Currency::CNY,
        balance_minor: Some(BALANCE.into()),
        available_minor: Some(BALANCE.into()),
        available_at: Some(now),
        sub_accounts: Vec::new(),
        not_redeemable_before: None,
        prior_measures: Vec::new(),
        rights: Vec::new(),
    }
}

/// The order was perhaps taken in.
pub(crate) fn cut_off() -> SubmitError {
    SubmitError::Uncertain {
        reason: AnswerFault::Broken,
        stray: None,
    }
}

pub(crate) fn unanswered() -> InquireError {
    InquireError::Unanswered {
        reason: AnswerFault::Timeout,
        stray: None,
    }
}

#[async_trait]
impl Connector for Units {
    async fn submit(&self, parcel: &Parcel) -> Result<Submitted, SubmitError> {
        let body = decode::<OrderBody>(&parcel.body).expect("an order's body");
        locked(&self.calls).push(Call::Submit {
            unit: parcel.unit,
            order: parcel.order,
            measure: body.measure.clone(),
        });
        locked(&self.bodies).insert(parcel.order, (body.clone(), parcel.hash));
        let mut hanging = self.hanging.subscribe();
        let _ = hanging.wait_for(|hanging| !hanging).await;
        let say = Arc::clone(&locked(&self.on_submit));
        say(self, &body, parcel.hash)
    }

    async fn inquire(&self, inquiry: &Inquiry) -> Result<Standing, InquireError> {
        locked(&self.calls).push(Call::Inquire {
            order: inquiry.order(),
        });
        let mut hanging = self.hanging.subscribe();
        let _ = hanging.wait_for(|hanging| !hanging).await;
        let say = Arc::clone(&locked(&self.on_inquire));
        say(self, inquiry)
    }
}
