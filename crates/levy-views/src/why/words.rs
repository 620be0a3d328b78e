//! What an explanation can say: a code and the names of what fills it. The
//! sentences themselves stand in the locales of whoever shows them.

/// One sentence: its code and the names of its arguments, in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<const N: usize> {
    pub(super) code: &'static str,
    pub(super) args: [&'static str; N],
}

macro_rules! words {
    ($($name:ident $code:literal [$($arg:literal),*];)+) => {
        $(pub(super) const $name: Word<{ <[&str]>::len(&[$($arg),*]) }> =
            Word { code: $code, args: [$($arg),*] };)+

        /// Every sentence with the names of its arguments, so that a locale
        /// can be checked for missing texts.
        pub const WORDS: &[(&str, &[&str])] = &[$(($code, &[$($arg),*])),+];
    };
}

words! {
    // A clock whose working days rest on no calendar file.
    CLOCK_UNSURE "clock-unsure" ["kind", "at", "years"];

    // The file of a matter.
    OPENED "opened" ["court", "currency"];
    REGISTERED "registered" ["number", "kind", "filed"];
    CARRIED_IN "carried-in" ["number"];
    CLOSED "closed" ["number", "kind", "ground", "on"];
    CLOSED_LEFT "closed-left" ["holds", "owner"];
    CLAIM "claim" ["claim", "total", "order"];
    COMPONENT "component" ["kind", "amount", "on", "method"];
    RATE_SERIES "rate-series" ["kind", "series"];
    EXCLUDED "excluded" ["kind", "from", "to", "ground"];
    CLAIM_ELSEWHERE "claim-elsewhere" ["claim", "home"];
    ADJUSTED "adjusted" ["kind", "amount", "on", "ground"];
    PARTY "party" ["person", "role", "identity", "strength"];
    LIABLE "liable" ["person", "mode", "claim"];
    LIABLE_SHARE "liable-share" ["person", "numerator", "denominator"];
    LIABLE_CAP "liable-cap" ["person", "cap"];
    LIABLE_TURN "liable-turn" ["person", "document", "open"];
    RESERVATION_ASKED "reservation-asked" ["claim", "home", "amount", "until"];
    RESERVATION_GRANTED "reservation-granted" ["claim", "home", "to", "amount", "until"];
    RESERVATION_RETURNED "reservation-returned" ["claim", "collected"];
    IDENTITY "identity" ["person", "strength", "orders"];
    RENUMBERED "renumbered" ["person", "holds", "assets"];
    DOCUMENT "document" ["kind", "number", "signers"];
    SUPERSEDES "supersedes" ["number", "earlier"];
    WRONG_PERSON "wrong-person" ["person", "holds", "orders", "units", "by"];
    WRONG_PERSON_MONEY "wrong-person-money" ["person", "receipts"];
    WRONG_PERSON_CONFIRMED "wrong-person-confirmed" ["unit", "person"];
    WRONG_PERSON_OVERDUE "wrong-person-overdue" ["person", "at", "units", "holds"];
    WRONG_PERSON_CLEARED "wrong-person-cleared" ["person"];

    // Rounds of queries.
    SWEEP "sweep" ["purpose", "units", "persons"];
    NOT_ASKABLE "not-askable" ["class"];
    ASSET "asset" ["asset", "class", "unit", "account", "status"];
    ASSET_AVAILABLE "asset-available" ["asset", "available", "balance"];
    ASSET_NO_SUM "asset-no-sum" ["asset"];
    ASSET_PRIOR "asset-prior" ["asset", "amount", "to"];
    ASSET_RIGHT "asset-right" ["asset", "kind"];
    ASSET_SHARE "asset-share" ["asset", "kind", "numerator", "denominator"];
    ASSET_MATURES "asset-matures" ["asset", "on"];
    WORTH_UNITS "worth-units" ["asset", "units"];
    WORTH "worth" ["asset", "value", "method", "on", "document"];
    LATE "late" ["order", "assets"];
    SWEEP_CLOSED "sweep-closed" ["asked", "answered", "silent"];

    // Plans.
    DRAFTED "drafted" ["plan", "orders", "officer"];
    DRAFTED_BY_RULE "drafted-by-rule" ["plan", "orders"];
    WORKSHEET "worksheet" ["owed", "collected", "held", "in-flight", "room", "at"];
    PICK "pick" ["order", "measure", "asset", "unit", "amount", "reason"];
    PICK_WHOLE "pick-whole" ["order", "measure", "asset", "unit", "reason"];
    PASSED "passed" ["asset", "reason"];
    WARNED "warned" ["asset"];
    WARNED_NO_RULE "warned-no-rule" ["asset"];
    OVERRIDDEN "overridden" ["officers", "ground"];
    WEAK "weak" ["person", "strength"];
    WEAK_HOLDER "weak-holder" ["asset", "strength"];
    NEEDS "needs" ["plan", "roles"];
    APPROVED "approved" ["plan", "officer", "role"];
    APPROVED_FULLY "approved-fully" ["plan", "officer", "role"];
    AS_DEPUTY "as-deputy" ["officer", "principal"];
    APPROVED_AT_ONCE "approved-at-once" ["plan", "officer", "role", "ground", "by"];
    COUNTERSIGNED "countersigned" ["plan", "officer", "role"];
    COUNTERSIGNED_FULLY "countersigned-fully" ["plan", "officer", "role"];
    COUNTERSIGN_MISSED "countersign-missed" ["plan", "at", "holds"];
    APPROVED_AHEAD "approved-ahead" ["plan", "officer", "role"];
    WITHDRAWN "withdrawn" ["plan", "ground"];
    ISSUED "issued" ["plan", "orders"];

    STANDING "standing" ["person", "until"];
    STANDING_ROUND "standing-round" ["person", "round", "plan", "next"];
    STANDING_KEPT_BACK "standing-kept-back" ["person", "round", "why", "next"];
    STANDING_ENDED "standing-ended" ["person", "ground"];

    // Orders.
    ORDER "order" ["order", "measure", "unit", "purpose"];
    ORDER_WAY "order-way" ["order", "route", "subject", "strength"];
    ORDER_TERM "order-term" ["order", "asset", "from", "to"];
    ORDER_DOCUMENT "order-document" ["order", "kind", "number"];
    ORDER_NOT_BEFORE "order-not-before" ["order", "at"];
    ORDER_REPLACES "order-replaces" ["order", "earlier"];
    ORDER_ISSUED "order-issued" ["order", "expires"];
    ORDER_ANNOUNCED "order-announced" ["order"];
    CLOCK "clock" ["order", "kind", "at"];
    BEGUN "begun" ["order", "attempt"];
    VISIT "visit" ["order", "unit", "officers", "on"];
    VISIT_CARDS "visit-cards" ["order", "unit"];
    DELIVERED "delivered" ["order", "sent", "delivered"];
    SERVED "served" ["order", "at"];
    UNKNOWN "unknown" ["order", "attempt", "reason"];
    SAID "said" ["order", "sequence", "truth", "received"];
    SAID_PART "said-part" ["order", "sequence", "truth", "received"];
    SAID_CORRECTS "said-corrects" ["order", "sequence", "corrects"];
    SAID_LINE "said-line" ["order", "line", "outcome"];
    SAID_SUM "said-sum" ["order", "line", "outcome", "held"];
    SAID_BEYOND "said-beyond" ["order", "line", "amount"];
    SAID_WAITING "said-waiting" ["order", "line", "amount", "rank"];
    SAID_REASON "said-reason" ["order", "line", "reason"];
    SAID_FAULT "said-fault" ["order", "fault"];
    SAID_REFUSED "said-refused" ["order", "reason"];
    SAID_FOUND "said-found" ["order", "assets"];
    OVERDUE "overdue" ["order", "kind", "at", "level"];

    // The way through another court.
    RELAY "relay" ["order", "court", "leg", "at"];
    RELAY_NEXT "relay-next" ["order", "kind", "at"];
    RELAY_RETURNED "relay-returned" ["order", "court", "at", "fault", "reason"];
    RELAY_LATE "relay-late" ["order", "court", "leg", "at"];
    RELAY_LATE_OWN "relay-late-own" ["order", "at"];

    NOT_TAKEN "not-taken" ["order", "ground"];
    NOT_TAKEN_TWO "not-taken-two" ["order", "second"];
    DISPUTED "disputed" ["order", "reason"];
    RECALL "recall" ["order", "ground"];
    RECALLED "recalled" ["order"];
    RECALL_TOO_LATE "recall-too-late" ["order"];

    // Holds.
    HELD "held" ["hold", "measure", "asset", "unit", "order", "truth"];
    ADOPTED "adopted" ["hold", "measure", "asset", "unit", "truth"];
    HOLD_SUM "hold-sum" ["hold", "held"];
    HOLD_LIMIT "hold-limit" ["hold", "limit"];
    HOLD_COVERS "hold-covers" ["hold", "covers", "held"];
    HOLD_BEYOND "hold-beyond" ["hold", "amount"];
    HOLD_BEHIND "hold-behind" ["hold", "amount"];
    HOLD_RANK "hold-rank" ["hold", "rank"];
    HOLD_VOID "hold-void" ["hold"];
    HOLD_MATURES "hold-matures" ["hold", "on"];
    HOLD_MATURED "hold-matured" ["hold", "at"];
    SEIZED "seized" ["hold", "at", "items"];
    SEIZED_ITEM "seized-item" ["hold", "kind", "count", "quality"];
    KEPT "kept" ["hold", "keeper", "person"];
    KEPT_IN_USE "kept-in-use" ["hold", "keeper", "person"];
    HANDED_OVER "handed-over" ["hold", "on", "to"];
    PRE_SEAL_TURNED "pre-seal-turned" ["hold", "on"];
    PROPERTY_JOINED "property-joined" ["land", "building"];
    SEAL_SPLIT "seal-split" ["hold", "parts"];
    SEAL_PART "seal-part" ["whole", "hold", "asset", "sum"];
    MAY_BE_DEDUCTED "may-be-deducted" ["asset", "condition", "document"];
    REDEEMED_EARLY "redeemed-early" ["hold", "on"];
    END_ORDERED "end-ordered" ["hold", "on"];
    END_UNIT "end-unit" ["hold", "on"];
    END_UNIT_MINUTE "end-unit-minute" ["hold", "at"];
    END_LAW "end-law" ["hold", "on"];
    CHANGED "changed" ["hold", "cause", "truth"];
    REDUCED "reduced" ["hold", "limit", "held", "order"];
    RENEWED "renewed" ["hold", "from", "order"];
    RENEWAL_TAKEN_BACK "renewal-taken-back" ["hold", "order"];
    RELEASED "released" ["hold", "cause", "order"];
    EXCESS "excess" ["hold", "over-order", "over-room"];
    EXCESS_UNTIL "excess-until" ["hold", "at"];
    EXCESS_OVERDUE "excess-overdue" ["claim", "over", "at", "owners"];
    CURE_BY "cure-by" ["plan", "at"];
    NOT_LOWERED "not-lowered" ["hold", "held", "times"];
    NOT_LOWERED_GIVEN_UP "not-lowered-given-up" ["hold", "owner"];

    END_NEAR "end-near" ["hold", "on", "days", "level", "held", "owner"];
    END_PRESUMED "end-presumed" ["hold", "on"];
    END_NEAR_RENEWAL "end-near-renewal" ["hold", "order"];
    END_NEAR_APPLICANT "end-near-applicant" ["hold", "at"];
    END_NEAR_BEHIND "end-near-behind" ["hold", "place", "court", "amount", "to"];
    ENDED_UNSETTLED "ended-unsettled" ["hold", "on", "held", "limit", "owner"];
    LAPSED "lapsed" ["hold", "ground"];
    HOLDS_OFFERED "holds-offered" ["officer", "holds", "ground"];
    HOLDS_ACCEPTED "holds-accepted" ["officer", "holds"];
    WRONGLY_HELD "wrongly-held" ["hold", "unit", "from", "to", "days"];
    RENEWAL_AUTHORISED "renewal-authorised" ["hold", "months", "until", "officer", "role"];
    RENEWAL_REVOKED "renewal-revoked" ["hold", "officer"];

    // Who is told.
    NOTICES_NOBODY "notices-nobody" ["plan"];
    NOTICE_OWED "notice-owed" ["to", "who", "holds", "at", "owner"];
    NOTICE_SERVED "notice-served" ["to", "who", "by", "on"];
    NOTICE_SERVED_LATE "notice-served-late" ["to", "who", "by", "on"];
    CLAIM_FIXED "claim-fixed" ["to", "who", "on"];
    NOTICE_FAILED "notice-failed" ["to", "who", "by", "on", "reason", "times", "at"];
    NOTICE_OVERDUE "notice-overdue" ["to", "who", "at", "owner"];
    NOTICE_DROPPED "notice-dropped" ["to", "who", "ground"];

    // Places in queues.
    QUEUE "queue" ["hold", "ahead", "behind", "at"];
    QUEUE_AHEAD "queue-ahead" ["hold", "place", "amount", "from", "to"];
    QUEUE_FRONT "queue-front" ["hold", "at"];
    QUEUE_ASK "queue-ask" ["hold", "at"];
    AHEAD_ASKED "ahead-asked" ["hold", "sweep"];
    AHEAD_UNASKED "ahead-unasked" ["hold", "owner"];
    ASKING_ENDED "asking-ended" ["hold", "ground", "officer"];
    PRESUMED "presumed" ["hold", "on", "limit", "owner"];
    PRESUMED_END "presumed-end" ["hold", "on"];
    PRESUMED_ASKED "presumed-asked" ["hold", "sweep"];
    NEVER_EFFECTIVE "never-effective" ["hold"];
    HANDOVER "handover" ["hold", "from", "owner"];
    HANDOVER_BY "handover-by" ["hold", "at"];
    HANDOVER_GRANTED "handover-granted" ["hold"];
    HANDOVER_REFUSED "handover-refused" ["hold"];
    HANDOVER_OVERDUE "handover-overdue" ["hold", "at", "owner"];

    // Money.
    RESERVED "reserved" ["order", "amount", "hold"];
    SETTLED "settled" ["order", "amount", "hold", "truth"];
    FREED "freed" ["order", "amount", "hold"];
    BOOKED "booked" ["receipt", "amount", "on"];
    MATCHED "matched" ["receipt", "amount", "order", "on"];
    PAID "paid" ["receipt", "amount", "person", "on"];
    ALLOCATED "allocated" ["receipt", "amount", "kind"];
    SURPLUS "surplus" ["receipt", "amount"];

    // Interest, payments, distribution.
    INTEREST_TERMS "interest-terms" ["claim"];
    INTEREST "interest" ["claim", "kind", "on", "total", "opening", "rows"];
    ATTRIBUTED "attributed" ["receipt", "liability", "source"];
    ATTRIBUTED_AS_OF "attributed-as-of" ["receipt", "on"];
    UNALLOCATED "unallocated" ["receipt", "amount", "kind", "ground"];
    ASSENTED "assented" ["officer", "role", "act", "about", "amount", "roles"];
    PAID_OUT "paid-out" ["receipt", "amount", "creditor", "officers"];
    REFUNDED "refunded" ["receipt", "amount", "to", "ground", "officers"];
    ORDERED_BACK "ordered-back" ["payment", "amount", "fruits"];
    RETURNED "returned" ["receipt", "amount", "fruits"];
    DISTRIBUTION "distribution" ["distribution", "fund", "receipt", "portions"];
    PORTION "portion" ["distribution", "claim", "amount", "open", "class"];
    DISTRIBUTION_SERVED "distribution-served" ["distribution", "on", "at"];
    DISTRIBUTION_OBJECTED "distribution-objected" ["distribution", "person", "on"];
    DISTRIBUTION_OBJECTION_ENDED "distribution-objection-ended" ["distribution", "person", "how"];
    DISTRIBUTION_WITHDRAWN "distribution-withdrawn" ["distribution", "ground"];
    DISTRIBUTION_SETTLED "distribution-settled" ["distribution", "elsewhere", "officers"];

    // What follows an order.
    BREACH "breach" ["order", "unit", "kind", "amount", "at", "served"];
    BREACH_REFUSED "breach-refused" ["order", "unit", "at"];
    RECOVERY "recovery" ["breach", "at"];
    RECOVERED "recovered" ["breach", "amount", "on"];
    RECOVERY_MISSED "recovery-missed" ["breach", "at", "missing"];
    UNIT_LIABLE "unit-liable" ["breach", "amount"];
    FINED "fined" ["breach", "on", "amount", "officer"];
    RECONSIDERATION "reconsideration" ["fine", "on", "at"];
    RECONSIDERED "reconsidered" ["fine", "outcome", "amount"];
    FINE_COLLECTED "fine-collected" ["fine", "amount", "on"];
    ESCALATED "escalated" ["order", "unit", "step", "kind", "at"];
    ESCALATION_DONE "escalation-done" ["order", "level", "on"];
    ASSISTANCE_REFUSED "assistance-refused" ["unit", "order", "reason", "at", "owner"];
    UNIT_OBJECTED "unit-objected" ["unit", "order", "on", "at"];
    UNIT_OBJECTION_ANSWERED "unit-objection-answered" ["order", "outcome"];
    UNIT_OBJECTION_OVERDUE "unit-objection-overdue" ["order", "at"];

    // What a judge freed, asking again, days to sue.
    EXEMPTED "exempted" ["asset", "ground"];
    EXEMPTED_SUM "exempted-sum" ["asset", "amount", "ground"];
    EXEMPTED_UNTIL "exempted-until" ["asset", "on"];
    EXEMPTION_LIFTED "exemption-lifted" ["asset", "ground"];
    REQUERY "requery" ["number", "round", "at", "next"];
    REQUERY_ENDED "requery-ended" ["number", "ground"];
    BEFORE_SUIT "before-suit" ["number"];
    DAYS_TO_SUE "days-to-sue" ["number", "on", "at"];
    SUED "sued" ["number", "on"];
    SPARED "spared" ["number", "holds"];
    NOT_SUED "not-sued" ["number", "at", "holds"];
    AFTER_JUDGMENT "after-judgment" ["number", "on", "at"];
    ENFORCEMENT_ASKED "enforcement-asked" ["number", "on"];
    NOT_ASKED "enforcement-not-asked" ["number", "at", "holds"];

    // A case that goes to another court.
    DELEGATION "delegation" ["number", "court", "ground", "owner"];
    DELEGATION_NEEDS "delegation-needs" ["roles"];
    DELEGATION_APPROVED "delegation-approved" ["court", "officer", "role"];
    DELEGATION_APPROVED_FULLY "delegation-approved-fully" ["court", "officer", "role"];
    DELEGATION_SENT "delegation-sent" ["court", "on", "holds"];
    DELEGATION_RENEWED_FIRST "delegation-renewed-first" ["orders"];
    DELEGATION_BY "delegation-by" ["court", "at"];
    DELEGATION_PAPERS "delegation-papers" ["court", "on", "kinds", "at"];
    DELEGATION_COMPLETED "delegation-completed" ["court", "documents"];
    DELEGATION_ACCEPTED "delegation-accepted" ["court", "number", "on"];
    DELEGATION_OVERDUE "delegation-overdue" ["court", "kind", "at"];
    DELEGATION_ENDED "delegation-ended" ["court", "how", "ground"];

    // What stops measures.
    BARRED "barred" ["kind", "on", "measures"];
    BARRED_SENT "barred-sent" ["kind", "orders"];
    UNBARRED "unbarred" ["on", "ground"];
    REVIVED "revived" ["claim", "owed", "paid", "left"];
    RELEASE_OWED "release-owed" ["hold", "cause", "at"];
    RELEASE_OVERDUE "release-overdue" ["hold", "cause", "at"];

    DEBT_FROZEN "debt-frozen" ["third-party", "amount"];
    DEBT_FROZEN_UNTIL "debt-frozen-until" ["third-party", "on"];
    DEBT_RENEWAL_ORDERED "debt-renewal-ordered" ["third-party", "on", "ruling"];
    DEBT_RENEWED "debt-renewed" ["third-party", "at", "on"];
    DEBT_RENEWED_LATE "debt-renewed-late" ["third-party", "at"];
    DEBT_END_NEAR "debt-end-near" ["third-party", "on", "days", "level", "amount", "owner"];
    DEBT_END_APPLICANT "debt-end-applicant" ["third-party", "at"];
    DEBT_RENEWAL_UNSERVED "debt-renewal-unserved" ["third-party", "ruling"];
    DEBT_FREEZE_ENDED "debt-freeze-ended" ["third-party", "on", "amount"];
    DEBT_FALLS_DUE "debt-falls-due" ["third-party", "at"];
    DEBT_SERVED "debt-served" ["third-party", "by", "at"];
    DEBT_CALLED_IN "debt-called-in" ["third-party", "at", "answer-by"];
    DEBT_CONTESTED "debt-contested" ["third-party", "on", "amount", "ground"];
    DEBT_CONTESTED_LATE "debt-contested-late" ["third-party", "on", "amount", "ground"];
    DEBT_SILENT "debt-silent" ["third-party", "at", "amount"];
    DEBT_PAID "debt-paid" ["third-party", "amount", "receipt"];
    DEBT_ENFORCED "debt-enforced" ["third-party", "amount"];
    DEBT_LIFTED "debt-lifted" ["third-party", "ground"];
    DEBT_PAID_AWAY "debt-paid-away" ["third-party", "amount", "at", "served"];
    INCOME "income" ["kind", "payer", "first"];
    INCOME_KEEPS "income-keeps" ["kind", "keeps"];
    INCOME_KEEPS_LESS "income-keeps-less" ["kind", "keeps"];
    REMITTED "remitted" ["kind", "payer", "on", "amount", "receipt"];
    REMITTED_LATE "remitted-late" ["kind", "payer", "on", "amount", "receipt"];
    REMITTANCE_MISSED "remittance-missed" ["kind", "payer", "on", "at"];
    INCOME_LEAVES "income-leaves" ["kind", "payer", "leaves"];
    INCOME_KEEPS_RESTATED "income-keeps-restated" ["kind", "payer", "leaves", "ended"];
    INCOME_ENDED "income-ended" ["kind", "payer", "ground"];
    // What it adds up to.
    NOW_OWED "now-owed" ["claim", "owed"];
    NOW_COLLECTED "now-collected" ["claim", "collected"];
    NOW_HOLD "now-hold" ["hold", "unit", "held", "covers"];
    NOW_HOLD_NONE "now-hold-none" ["hold", "unit", "rank"];
    NOW_HANDED_OVER "now-handed-over" ["hold", "left"];
    NOW_PRESUMED "now-presumed" ["hold", "on", "limit"];
    NOW_HOLD_GONE "now-hold-gone" ["hold", "cause"];
    NOW_END "now-end" ["hold", "on"];
    NOW_ORDER "now-order" ["order", "measure", "unit", "phase"];
    NOW_FLIGHT "now-flight" ["order", "limit"];
    NOW_TRANSIT "now-transit" ["order", "amount"];
    NOW_ROOM "now-room" ["person", "owed", "collected", "held", "in-flight", "room"];
    NOW_EXCESS "now-excess" ["claim", "excess"];
    NOW_NO_APPLICANT "now-no-applicant" ["holds"];
    NOW_UNKNOWN_EVENT "now-unknown-event" ["kind"];
}
