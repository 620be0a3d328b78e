//! Words that the log keeps in the clear.

use crate::{story::*, world::*};
use levy_domain::{
    asset::{AccountStatus, AssetClass},
    code::{BadCode, Code, check_printed},
    matter::Command,
    reply::Outcome,
};

const PERSONAL: [&str; 7] = [
    "户名张三",
    "zhangsan 990000",
    "id-990000190001010010",
    "a990000",
    "Zhang",
    "9lives",
    "",
];

#[test]
fn free_text_is_no_code_and_no_value_of_the_type_holds_it() {
    for text in PERSONAL {
        assert_eq!(Code::parse(text), Err(BadCode), "{text}");
        assert_eq!(Code::from(text), "unlisted", "{text}");
        assert_eq!(Outcome::from(text).as_str(), "unlisted", "{text}");
        assert_eq!(AccountStatus::from(text).as_str(), "unlisted", "{text}");
        assert_eq!(AssetClass::from(text).as_str(), "unlisted", "{text}");
    }
    assert_eq!(Code::parse("unlisted"), Err(BadCode));
    assert_eq!(Code::parse(&"a".repeat(49)), Err(BadCode));
    for code in ["paid", "no-more-assets", "asset.number", "e17", "y-2024"] {
        assert_eq!(Code::parse(code).unwrap().as_str(), code);
    }
}

#[test]
fn a_printed_number_holds_no_number_of_a_person() {
    for number in ["（2023）川3322执保9号", "A-1", "bank-0001-17"] {
        assert_eq!(check_printed(number), Ok(()), "{number}");
    }
    for number in [
        "",
        "990000190001010010",
        "tel 138 0000 0000",
        "１３８００００００００",
        "a\nb",
    ] {
        assert!(check_printed(number).is_err(), "{number}");
    }
    assert!(check_printed(&"号".repeat(65)).is_err());
}

#[test]
fn a_command_with_free_text_is_refused() {
    for text in PERSONAL {
        given(Story::owed(cny(1_000)).freezing(1, ACCOUNT, cny(600)))
            .when(Command::RequestRecall {
                order: order(1),
                ground: text.into(),
            })
            .then_refused("LEVY-R05");
    }
}
