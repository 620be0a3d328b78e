//! Codes of the log in words. A code without a word is shown as it stands.

use crate::lang::{Key, Lang};

const WORDS: &[(&str, Key)] = &[
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
    ("largest-account", Key("word-largest-account")),
    ("covers-the-rest", Key("word-covers-the-rest")),
    ("room-is-covered", Key("word-room-is-covered")),
    ("already-under-control", Key("word-already-under-control")),
    (
        "found-under-an-earlier-identity",
        Key("word-found-under-an-earlier-identity"),
    ),
    ("just-tried", Key("word-just-tried")),
    ("protected", Key("word-protected")),
    ("unit-cannot-freeze-it", Key("word-unit-cannot-freeze-it")),
    ("no-rule-names-it", Key("word-no-rule-names-it")),
    ("nothing-available", Key("word-nothing-available")),
    ("has-no-sum", Key("word-has-no-sum")),
    ("other-currency", Key("word-other-currency")),
    ("account-closed", Key("word-account-closed")),
    ("above-what-is-owed", Key("word-above-what-is-owed")),
    ("authorised-ahead", Key("word-authorised-ahead")),
    ("collect-what-is-held", Key("word-collect-what-is-held")),
    ("paid-in-full", Key("word-paid-in-full")),
    ("drafted-by-hand", Key("word-drafted-by-hand")),
    ("principal", Key("word-principal")),
    ("general-interest", Key("word-general-interest")),
    ("doubled-interest", Key("word-doubled-interest")),
    ("costs", Key("word-costs")),
    ("fixed", Key("word-fixed")),
    ("joint", Key("word-joint")),
    ("share", Key("word-share")),
    ("supplementary", Key("word-supplementary")),
    ("capped", Key("word-capped")),
    ("third-party", Key("word-third-party")),
    ("resident-id", Key("word-resident-id")),
    ("credit-code", Key("word-credit-code")),
    ("other-document", Key("word-other-document")),
    ("name-only", Key("word-name-only")),
    ("strength.confirmed", Key("word-strength-confirmed")),
    ("strength.valid", Key("word-strength-valid")),
    ("strength.unchecked", Key("word-strength-unchecked")),
    ("strength.name-only", Key("word-strength-name-only")),
    ("first", Key("word-first")),
    ("resumed", Key("word-resumed")),
    ("preservation", Key("word-preservation")),
    ("objection", Key("word-objection")),
    ("reconsideration", Key("word-reconsideration")),
    ("other-kind", Key("word-other-kind")),
    ("enforcement", Key("word-enforcement")),
    ("re-query", Key("word-re-query")),
    ("verification", Key("word-verification")),
    ("control", Key("word-control")),
    ("reduce-excess", Key("word-reduce-excess")),
    ("ruling", Key("word-ruling")),
    ("assistance-notice", Key("word-assistance-notice")),
    ("query-notice", Key("word-query-notice")),
    ("judgment-copy", Key("word-judgment-copy")),
    ("enforcement-notice", Key("word-enforcement-notice")),
    ("report-order", Key("word-report-order")),
    ("api", Key("word-api")),
    ("gateway", Key("word-gateway")),
    ("file-exchange", Key("word-file-exchange")),
    ("counter", Key("word-counter")),
    ("relay", Key("word-relay")),
    ("recorded", Key("word-recorded")),
    ("judge", Key("word-judge")),
    ("clerk", Key("word-clerk")),
    ("bureau-head", Key("word-bureau-head")),
    ("president", Key("word-president")),
    ("command-centre", Key("word-command-centre")),
    ("liaison", Key("word-liaison")),
    ("system", Key("word-system")),
    ("auditor", Key("word-auditor")),
    ("ordinary", Key("word-ordinary")),
    ("migrant-wage", Key("word-migrant-wage")),
    ("credit-margin", Key("word-credit-margin")),
    ("acceptance-margin", Key("word-acceptance-margin")),
    ("presale-escrow", Key("word-presale-escrow")),
    ("social-insurance", Key("word-social-insurance")),
    ("treasury", Key("word-treasury")),
    ("subsistence", Key("word-subsistence")),
    ("client-reserve", Key("word-client-reserve")),
    ("normal", Key("word-normal")),
    ("dormant", Key("word-dormant")),
    ("status.closed", Key("word-status-closed")),
    ("status.frozen", Key("word-status-frozen")),
    ("answer", Key("word-answer")),
    ("delivery", Key("word-delivery")),
    ("taken-on", Key("word-taken-on")),
    ("passed-on", Key("word-passed-on")),
    ("served", Key("word-served")),
    ("carried-back", Key("word-carried-back")),
    ("relay-sent", Key("word-relay-sent")),
    ("relay-taken-on", Key("word-relay-taken-on")),
    ("relay-served", Key("word-relay-served")),
    ("relay-carried-back", Key("word-relay-carried-back")),
    ("delegate-case", Key("word-delegate-case")),
    ("delegation-letter", Key("word-delegation-letter")),
    ("delegation-opened", Key("word-delegation-opened")),
    ("delegation-papers", Key("word-delegation-papers")),
    ("delegated", Key("word-delegated")),
    ("assets-elsewhere", Key("word-assets-elsewhere")),
    ("how.returned", Key("word-how-returned")),
    ("how.withdrawn", Key("word-how-withdrawn")),
    ("papers-missing", Key("word-papers-missing")),
    ("not-its-district", Key("word-not-its-district")),
    ("cut-off", Key("word-cut-off")),
    ("restarted", Key("word-restarted")),
    ("no-answer", Key("word-no-answer")),
    ("not-sent", Key("word-not-sent")),
    ("inquiry-after-window", Key("word-inquiry-after-window")),
    ("statement", Key("word-statement")),
    ("never-sent", Key("word-never-sent")),
    ("corrected", Key("word-corrected")),
    ("inflow", Key("word-inflow")),
    ("promoted", Key("word-promoted")),
    ("seen-in-query", Key("word-seen-in-query")),
    ("counted-already", Key("word-counted-already")),
    ("crossed-by-a-report", Key("word-crossed-by-a-report")),
    ("cause.released", Key("word-cause-released")),
    ("drawn", Key("word-drawn")),
    ("fault.court", Key("word-fault-court")),
    ("fault.unit", Key("word-fault-unit")),
    ("fault.channel", Key("word-fault-channel")),
    ("paid", Key("word-paid")),
    ("unlisted", Key("word-unlisted")),
    ("joint-holder", Key("word-joint-holder")),
    ("co-owner", Key("word-co-owner")),
    ("pledgee", Key("word-pledgee")),
    ("mortgagee", Key("word-mortgagee")),
    ("maximum-mortgagee", Key("word-maximum-mortgagee")),
    ("to.applicant", Key("word-to-applicant")),
    ("right-holder", Key("word-right-holder")),
    ("by.direct", Key("word-by-direct")),
    ("by.left-behind", Key("word-by-left-behind")),
    ("by.post", Key("word-by-post")),
    ("by.network", Key("word-by-network")),
    ("by.relayed", Key("word-by-relayed")),
    ("by.publication", Key("word-by-publication")),
    ("notice", Key("word-notice")),
    ("notice-at-once", Key("word-notice-at-once")),
    ("unit-word", Key("word-unit-word")),
    ("ground.query", Key("word-ground-query")),
    ("lapsed", Key("word-lapsed")),
    ("outcome.accepted", Key("word-objection-accepted")),
    ("rejected", Key("word-rejected")),
    ("upheld", Key("word-upheld")),
    ("changed", Key("word-changed")),
    ("revoked", Key("word-revoked")),
    ("deposit-moved", Key("word-deposit-moved")),
    ("income-paid", Key("word-income-paid")),
    ("asset-disposed", Key("word-asset-disposed")),
    ("dividend-paid", Key("word-dividend-paid")),
    ("debt-paid", Key("word-debt-paid")),
    ("refused-assistance", Key("word-refused-assistance")),
    ("on.unit", Key("word-fined-unit")),
    ("on.individual", Key("word-fined-individual")),
    ("reminder", Key("word-reminder")),
    ("urging", Key("word-urging")),
    ("supervision", Key("word-supervision")),
    ("joint-meeting", Key("word-joint-meeting")),
    ("judicial-suggestion", Key("word-judicial-suggestion")),
    ("third-party-objection", Key("word-third-party-objection")),
    ("conduct-objection", Key("word-conduct-objection")),
    ("suspension", Key("word-suspension")),
    ("bankruptcy", Key("word-bankruptcy")),
    ("settlement", Key("word-settlement")),
    ("class.ordinary", Key("word-class-ordinary")),
    ("class.costs", Key("word-class-costs")),
    ("preferred", Key("word-preferred")),
    ("full", Key("word-full")),
    ("until-passed", Key("word-until-passed")),
    ("no-open-case", Key("word-no-open-case")),
    ("nothing-to-take", Key("word-nothing-to-take")),
    ("not-his-turn", Key("word-not-his-turn")),
    ("not-allowed-now", Key("word-not-allowed-now")),
    ("wages", Key("word-wages")),
    ("redeem-early", Key("word-redeem-early")),
    ("freeze-debt", Key("word-freeze-debt")),
    ("enforce-debt", Key("word-enforce-debt")),
    ("call-in-debt", Key("word-call-in-debt")),
    ("release-debt", Key("word-release-debt")),
    ("release-income", Key("word-release-income")),
    ("renew-debt", Key("word-renew-debt")),
    ("third-party-debt", Key("word-third-party-debt")),
    ("seize", Key("word-seize")),
    ("seizure-list", Key("word-seizure-list")),
    ("buyer", Key("word-buyer")),
    ("good", Key("word-good")),
    ("damaged", Key("word-damaged")),
    ("machine", Key("word-machine")),
    ("goods", Key("word-goods")),
    ("margin-lost-function", Key("word-margin-lost-function")),
    ("own-home", Key("word-own-home")),
    ("retired", Key("word-retired")),
    ("unable-to-work", Key("word-unable-to-work")),
    ("settled-abroad", Key("word-settled-abroad")),
    ("repays-home-loan", Key("word-repays-home-loan")),
    ("high-rent", Key("word-high-rent")),
    ("no-such-debt", Key("word-no-such-debt")),
    ("not-due-yet", Key("word-not-due-yet")),
    ("guarantee", Key("word-guarantee")),
    ("applicant-consent", Key("word-applicant-consent")),
    ("asset-in-dispute", Key("word-asset-in-dispute")),
    ("performance-notice", Key("word-performance-notice")),
    ("rent", Key("word-rent")),
    ("dividends", Key("word-dividends")),
    ("income", Key("word-income")),
    ("wrong-preservation", Key("word-wrong-preservation")),
    ("application-withdrawn", Key("word-application-withdrawn")),
    ("claim-dismissed", Key("word-claim-dismissed")),
    ("adequate-security", Key("word-adequate-security")),
    ("other-ground", Key("word-other-ground")),
    ("third-party-asset", Key("word-third-party-asset")),
    ("failed-sale", Key("word-failed-sale")),
    ("security-with-consent", Key("word-security-with-consent")),
    ("appraisal", Key("word-appraisal")),
    ("market-price", Key("word-market-price")),
    ("agreed", Key("word-agreed")),
    ("indivisible", Key("word-indivisible")),
    ("barred", Key("word-barred")),
    ("names-somebody-else", Key("word-names-somebody-else")),
    ("wrong-person", Key("word-wrong-person")),
    ("enforcement-not-asked", Key("word-enforcement-not-asked")),
    ("suit-missed", Key("word-suit-missed")),
    ("not-countersigned", Key("word-not-countersigned")),
    ("other-name", Key("word-other-name")),
    ("other-number", Key("word-other-number")),
    ("assets-being-moved", Key("word-assets-being-moved")),
    ("moved-away", Key("word-moved-away")),
    ("split", Key("word-split")),
    ("never-effective", Key("word-never-effective")),
    ("recovery-order", Key("word-recovery-order")),
    ("fine-decision", Key("word-fine-decision")),
    ("handover-letter", Key("word-handover-letter")),
    ("natural", Key("word-natural")),
    ("legal", Key("word-legal")),
    ("variant", Key("word-variant")),
    ("worked-out", Key("word-worked-out")),
    ("doubled-late-interest", Key("word-doubled-late-interest")),
    ("swap-security", Key("word-swap-security")),
    ("pay-out", Key("word-pay-out")),
    ("refund", Key("word-refund")),
    ("withhold-income", Key("word-withhold-income")),
    ("insurance-value", Key("word-insurance-value")),
    ("legal-person-shares", Key("word-legal-person-shares")),
    ("listed-shares", Key("word-listed-shares")),
    ("pre-seal", Key("word-pre-seal")),
    ("reserve", Key("word-reserve")),
    ("laid-off-living", Key("word-laid-off-living")),
    ("futures-margin", Key("word-futures-margin")),
    ("securities-clearing", Key("word-securities-clearing")),
    ("fund-property", Key("word-fund-property")),
    ("trust-property", Key("word-trust-property")),
    ("grain-purchase", Key("word-grain-purchase")),
    ("army", Key("word-army")),
    ("military-research", Key("word-military-research")),
    ("party-union", Key("word-party-union")),
    ("sealed-loan", Key("word-sealed-loan")),
    ("court-enforcement", Key("word-court-enforcement")),
    ("bill-funds", Key("word-bill-funds")),
    ("government-budget", Key("word-government-budget")),
    ("travel-deposit", Key("word-travel-deposit")),
];

/// The word for a code.
pub(crate) fn word(lang: Lang, code: &str) -> String {
    let known = WORDS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, key)| lang.say(*key))
}

/// The word for a code that fills the place `place` of a sentence: some codes
/// mean another thing in another place.
pub(crate) fn word_in(lang: Lang, place: &str, code: &str) -> String {
    let there = format!("{place}.{code}");
    let known = WORDS.iter().find(|(known, _)| *known == there);
    known.map_or_else(|| word(lang, code), |(_, key)| lang.say(*key))
}

/// A text with every code in it that has a word put into words; in English the
/// codes stay, since they are English.
pub(crate) fn in_words(lang: Lang, text: &str) -> String {
    if lang == Lang::En {
        return text.to_owned();
    }
    let mut words = String::new();
    let mut rest = text;
    let of_code = |sign: char| sign.is_ascii_lowercase() || sign == '-';
    while let Some(start) = rest.find(of_code) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|sign| !of_code(sign)).unwrap_or(from.len());
        let (code, after) = from.split_at(end);
        words += before;
        words += &word(lang, code);
        rest = after;
    }
    words + rest
}

/// Yes or no.
pub(crate) fn yes(lang: Lang, yes: bool) -> String {
    lang.say(if yes { Key("word-yes") } else { Key("word-no") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use levy::domain::{
        asset::{AccountClass, AccountStatus, AssetClass, HolderMatch},
        claim::{Component, ComponentKind, LiabilityMode},
        document::DocumentKind,
        order::{Measure, Route},
        party::{IdentityKind, IdentityStrength, PartyRole, PersonKind},
        reply::{Outcome, Truth},
        rules::Profile,
        stamp::Role,
        unit::ability::UnitKind,
    };

    /// A code in a sentence is a word that is missing.
    #[test]
    fn every_code_of_the_program_and_the_profile_has_a_word() {
        let mut codes: Vec<String> = [
            AccountClass::LITERALS,
            AccountStatus::LITERALS,
            AssetClass::LITERALS,
            ComponentKind::LITERALS,
            DocumentKind::LITERALS,
            HolderMatch::LITERALS,
            IdentityKind::LITERALS,
            IdentityStrength::LITERALS,
            LiabilityMode::LITERALS,
            Measure::LITERALS,
            Outcome::LITERALS,
            PartyRole::LITERALS,
            PersonKind::LITERALS,
            Role::LITERALS,
            Route::LITERALS,
            Truth::LITERALS,
            UnitKind::LITERALS,
            &Component::METHODS,
        ]
        .concat()
        .into_iter()
        .map(str::to_owned)
        .collect();
        let profile = Profile::china().unwrap();
        let text: toml::Table = toml::from_str(profile.text()).unwrap();
        for (_, listed) in text["codes"].as_table().unwrap() {
            let listed = listed.as_array().unwrap().iter();
            codes.extend(listed.map(|code| code.as_str().unwrap().to_owned()));
        }
        let known = |code: &str| {
            let ends = format!(".{code}");
            WORDS
                .iter()
                .any(|(known, _)| *known == code || known.ends_with(&ends))
        };
        let missing: Vec<&String> = codes.iter().filter(|code| !known(code)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn codes_within_a_text_are_put_into_words_in_chinese() {
        let text = "12 个月：deposit、real-estate";
        assert_eq!(in_words(Lang::Zh, text), "12 个月：银行存款、不动产");
        assert_eq!(in_words(Lang::En, text), text);
    }
}
