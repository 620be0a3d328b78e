//! Which bodies of evidence an event names, and must therefore exist.

use crate::AnyEvent;
use levy_domain::{bytes::Digest, court, matter, sweep, unit};

impl AnyEvent {
    /// Types that can name evidence; no other needs to be asked.
    pub const NAMING_EVIDENCE: [&'static str; 43] = [
        "wrong-person-reported",
        "wrong-person-confirmed",
        "document-issued",
        "orders-issued",
        "order-answered",
        "query-answered",
        "order-delivered",
        "order-not-taken",
        "order-recalled",
        "order-disputed",
        "relay-leg-done",
        "delegation-papers-asked",
        "delegation-accepted",
        "delegation-ended",
        "relay-returned",
        "hold-changed",
        "receipt-booked",
        "voluntary-payment-recorded",
        "unit-objected",
        "suit-filed",
        "enforcement-asked",
        "breach-reported",
        "breach-recovered",
        "reconsideration-decided",
        "fine-collected",
        "rules-activated",
        "reply-set-aside",
        "reply-settled",
        "pre-seal-turned",
        "seal-split",
        "seizure-recorded",
        "assent-given",
        "distribution-served",
        "goods-handed-over",
        "third-party-served",
        "third-party-objected",
        "notice-served",
        "notice-failed",
        "cards-confirmed",
        "queue-told",
        "hold-never-effective",
        "handover-answered",
        "hold-lapsed",
    ];

    /// Digests of the bodies that must be in the evidence store. A reply's
    /// `raw_hash` is not among them: where `raw_evidence` is absent, a
    /// canonical form rebuilds its bytes.
    pub fn named_evidence(&self) -> Vec<Digest> {
        match self {
            AnyEvent::Matter(event) => of_matter(event),
            AnyEvent::Sweep(sweep::Event::QueryAnswered(event)) => {
                event.reply.raw_evidence.into_iter().collect()
            }
            AnyEvent::Unit(unit::Event::ReplySetAside(event)) => vec![event.evidence],
            AnyEvent::Unit(unit::Event::ReplySettled(event)) => vec![event.evidence],
            AnyEvent::Court(court::Event::RulesActivated(event)) => {
                vec![event.profile, event.directory]
            }
            AnyEvent::Court(court::Event::CardsConfirmed(event)) => vec![event.evidence],
            AnyEvent::Unit(_)
            | AnyEvent::Court(_)
            | AnyEvent::Sweep(_)
            | AnyEvent::Access(_)
            | AnyEvent::Number(_) => Vec::new(),
        }
    }
}

fn of_matter(event: &matter::Event) -> Vec<Digest> {
    use matter::Event::{
        AssentGiven, BreachRecovered, BreachReported, DelegationAccepted, DelegationEnded,
        DelegationPapersAsked, DistributionServed, DocumentIssued, EnforcementAsked, FineCollected,
        GoodsHandedOver, HandoverAnswered, HoldChanged, HoldLapsed, HoldNeverEffective,
        NoticeFailed, NoticeServed, OrderAnswered, OrderDelivered, OrderDisputed, OrderNotTaken,
        OrderRecalled, OrdersIssued, PreSealTurned, QueueTold, ReceiptBooked,
        ReconsiderationDecided, RelayLegDone, RelayReturned, SealSplit, SeizureRecorded, SuitFiled,
        ThirdPartyObjected, ThirdPartyServed, UnitObjected, VoluntaryPaymentRecorded,
        WrongPersonConfirmed, WrongPersonReported,
    };
    match event {
        DocumentIssued(event) => vec![event.document.hash],
        OrdersIssued(event) => event
            .issued
            .iter()
            .filter_map(|one| one.body_evidence)
            .collect(),
        OrderAnswered(event) => event.reply.raw_evidence.into_iter().collect(),
        WrongPersonReported(event) => event.evidence.into_iter().collect(),
        WrongPersonConfirmed(event) => event.evidence.into_iter().collect(),
        OrderDelivered(event) => event.evidence.into_iter().collect(),
        OrderRecalled(event) => event.evidence.into_iter().collect(),
        HoldChanged(event) => event.evidence.into_iter().collect(),
        OrderNotTaken(event) => event.evidence.into_iter().collect(),
        OrderDisputed(event) => event.evidence.into_iter().collect(),
        DelegationPapersAsked(event) => vec![event.evidence],
        DelegationAccepted(event) => vec![event.evidence],
        DelegationEnded(event) => event.evidence.into_iter().collect(),
        RelayLegDone(event) => event.evidence.into_iter().collect(),
        RelayReturned(event) => event.evidence.into_iter().collect(),
        ReceiptBooked(event) => event.evidence.into_iter().collect(),
        VoluntaryPaymentRecorded(event) => event.evidence.into_iter().collect(),
        UnitObjected(event) => vec![event.evidence],
        SuitFiled(event) => vec![event.evidence],
        EnforcementAsked(event) => vec![event.evidence],
        BreachReported(event) => vec![event.evidence],
        BreachRecovered(event) => vec![event.evidence],
        ReconsiderationDecided(event) => vec![event.evidence],
        FineCollected(event) => vec![event.evidence],
        SeizureRecorded(event) => vec![event.evidence],
        AssentGiven(event) => event.act.evidence().into_iter().collect(),
        GoodsHandedOver(event) => vec![event.evidence],
        DistributionServed(event) => vec![event.evidence],
        PreSealTurned(event) => vec![event.evidence],
        SealSplit(event) => vec![event.evidence],
        ThirdPartyServed(event) => vec![event.evidence],
        ThirdPartyObjected(event) => vec![event.evidence],
        QueueTold(event) => event.evidence.into_iter().collect(),
        HoldNeverEffective(event) => vec![event.evidence],
        HandoverAnswered(event) => vec![event.evidence],
        HoldLapsed(event) => vec![event.evidence],
        NoticeServed(event) => vec![event.evidence],
        NoticeFailed(event) => event.evidence.into_iter().collect(),
        _ => Vec::new(),
    }
}
