//! Codes of the log in words. A code without a word is shown as it stands.

use crate::lang::{Key, Lang};

const WORDS: [(&str, Key); 58] = [
    ("query", Key("word-query")),
    ("freeze", Key("word-freeze")),
    ("renew", Key("word-renew")),
    ("waiting-freeze", Key("word-waiting-freeze")),
    ("release", Key("word-release")),
    ("release-waiting", Key("word-release-waiting")),
    ("partial-release", Key("word-partial-release")),
    ("transfer", Key("word-transfer")),
    ("recall", Key("word-recall")),
    ("deposit", Key("word-deposit")),
    ("wallet", Key("word-wallet")),
    ("term-deposit", Key("word-term-deposit")),
    ("housing-fund", Key("word-housing-fund")),
    ("vehicle", Key("word-vehicle")),
    ("real-estate", Key("word-real-estate")),
    ("equity", Key("word-equity")),
    ("other-right", Key("word-other-right")),
    ("drafted", Key("word-drafted")),
    ("approved", Key("word-approved")),
    ("issued", Key("word-issued")),
    ("dispatch-begun", Key("word-dispatch-begun")),
    ("delivered", Key("word-delivered")),
    ("unknown", Key("word-unknown")),
    ("answered", Key("word-answered")),
    ("not-taken", Key("word-not-taken")),
    ("recalled", Key("word-recalled")),
    ("withdrawn", Key("word-withdrawn")),
    ("done", Key("word-done")),
    ("partial", Key("word-partial")),
    ("waiting", Key("word-waiting")),
    ("nothing", Key("word-nothing")),
    ("found", Key("word-found")),
    ("refused", Key("word-refused")),
    ("returned", Key("word-returned")),
    ("sent", Key("word-sent")),
    ("accepted", Key("word-accepted")),
    ("claimed", Key("word-claimed")),
    ("confirmed", Key("word-confirmed")),
    ("contradicted", Key("word-contradicted")),
    ("performed", Key("word-performed")),
    ("round-ended", Key("word-round-ended")),
    ("terminated", Key("word-terminated")),
    ("not-enforced", Key("word-not-enforced")),
    ("dismissed", Key("word-dismissed")),
    ("preserved", Key("word-preserved")),
    ("moved", Key("word-moved")),
    ("decided", Key("word-decided")),
    ("bank", Key("word-bank")),
    ("payment", Key("word-payment")),
    ("land-registry", Key("word-land-registry")),
    ("vehicle-office", Key("word-vehicle-office")),
    ("police", Key("word-police")),
    ("market-supervision", Key("word-market-supervision")),
    ("tax", Key("word-tax")),
    ("office", Key("word-office")),
    ("court", Key("word-court")),
    ("creditor", Key("word-creditor")),
    ("debtor", Key("word-debtor")),
];

/// The word for a code.
pub(crate) fn word(lang: Lang, code: &str) -> String {
    let known = WORDS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, key)| lang.say(*key))
}

/// Yes or no.
pub(crate) fn yes(lang: Lang, yes: bool) -> String {
    lang.say(if yes { Key("word-yes") } else { Key("word-no") })
}
