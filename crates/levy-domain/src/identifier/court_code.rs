//! Codes of courts as case numbers carry them (法〔2015〕137号 arts. 4, 5).
//!
//! The digits come from GB/T 2260 but say nothing sure about who hears an
//! appeal: the municipalities have several intermediate courts, and a code
//! outlives a change of boundaries (art. 13). So no parent is derived here
//! but the High Court, which the first character names.

use super::form;
use thiserror::Error;

/// The code of a court: `最高法`, or a province with 0, 2 or 4 digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CourtCode(String);

/// Level of a court.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CourtLevel {
    /// 基层法院.
    Basic,
    /// 中级法院.
    Intermediate,
    /// 高级法院.
    High,
    /// 最高人民法院.
    Supreme,
}

/// `LEVY-D18`: which rule a court code breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BadCourtCode {
    /// The code does not begin with 最高法 or a province.
    #[error("LEVY-D18 a court code begins with 最高法 or the character of a province")]
    Province,
    /// Neither 0 nor 2 nor 4 digits follow.
    #[error("LEVY-D18 a court code has no, two or four digits after the province")]
    Digits,
}

const SUPREME: &str = "最高法";
const PROVINCES: &str = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新军兵";
/// Letters of the provinces (GB/T 2260), in the order of [`PROVINCES`].
const LETTERS: [&str; 33] = [
    "bj", "tj", "he", "sx", "nm", "ln", "jl", "hl", "sh", "js", "zj", "ah", "fj", "jx", "sd", "ha",
    "hb", "hn", "gd", "gx", "hi", "cq", "sc", "gz", "yn", "xz", "sn", "gs", "qh", "nx", "xj",
    "mil", "bt",
];

/// Names known to this version; a profile may add its own. The codes of
/// Ganzi are derived from GB/T 2260 and to be confirmed with the court.
pub const NAMES: [(&str, &str); 21] = [
    ("最高法", "最高人民法院"),
    ("川", "四川省高级人民法院"),
    ("川33", "四川省甘孜藏族自治州中级人民法院"),
    ("川3301", "四川省康定市人民法院"),
    ("川3322", "四川省泸定县人民法院"),
    ("川3323", "四川省丹巴县人民法院"),
    ("川3324", "四川省九龙县人民法院"),
    ("川3325", "四川省雅江县人民法院"),
    ("川3326", "四川省道孚县人民法院"),
    ("川3327", "四川省炉霍县人民法院"),
    ("川3328", "四川省甘孜县人民法院"),
    ("川3329", "四川省新龙县人民法院"),
    ("川3330", "四川省德格县人民法院"),
    ("川3331", "四川省白玉县人民法院"),
    ("川3332", "四川省石渠县人民法院"),
    ("川3333", "四川省色达县人民法院"),
    ("川3334", "四川省理塘县人民法院"),
    ("川3335", "四川省巴塘县人民法院"),
    ("川3336", "四川省乡城县人民法院"),
    ("川3337", "四川省稻城县人民法院"),
    ("川3338", "四川省得荣县人民法院"),
];

/// Splits a court code off the front of `plain` text in half-width signs:
/// the code, in its official characters, and what follows it.
pub(super) fn split(plain: &str) -> Result<(CourtCode, &str), BadCourtCode> {
    if let Some(rest) = plain.strip_prefix(SUPREME) {
        return Ok((CourtCode(SUPREME.to_owned()), rest));
    }
    let mut signs = plain.chars();
    let province = match signs.next().ok_or(BadCourtCode::Province)? {
        '贵' => '黔',
        '滇' => '云',
        other => other,
    };
    if !PROVINCES.contains(province) {
        return Err(BadCourtCode::Province);
    }
    let after = signs.as_str();
    let rest = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = after.strip_suffix(rest).unwrap_or_default();
    if !matches!(digits.len(), 0 | 2 | 4) {
        return Err(BadCourtCode::Digits);
    }
    Ok((CourtCode(format!("{province}{digits}")), rest))
}

impl CourtCode {
    /// Reads a court code. 贵 and 滇 are taken for the official 黔 and 云.
    ///
    /// # Errors
    /// [`BadCourtCode`], the first rule that fails.
    pub fn parse(input: &str) -> Result<Self, BadCourtCode> {
        match split(&form::plain(input))? {
            (code, "") => Ok(code),
            _ => Err(BadCourtCode::Digits),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code in lower-case ASCII, such as `sc3322`: what the streams of the
    /// court are named after where nobody chose another name.
    pub fn short_name(&self) -> String {
        let mut signs = self.0.chars();
        let province = signs.next();
        let letters = PROVINCES
            .chars()
            .zip(LETTERS)
            .find(|(sign, _)| Some(*sign) == province);
        letters.map_or_else(
            || "spc".to_owned(),
            |(_, letters)| format!("{letters}{}", signs.as_str()),
        )
    }

    /// The level that the length of the code says.
    pub fn level(&self) -> CourtLevel {
        match (self.0.as_str(), self.0.chars().count()) {
            (SUPREME, _) => CourtLevel::Supreme,
            (_, 1) => CourtLevel::High,
            (_, 3) => CourtLevel::Intermediate,
            _ => CourtLevel::Basic,
        }
    }

    /// The High Court of the same province, itself for a High Court; `None`
    /// for the Supreme Court.
    pub fn high_court(&self) -> Option<CourtCode> {
        if self.level() == CourtLevel::Supreme {
            return None;
        }
        self.0
            .chars()
            .next()
            .map(|province| CourtCode(province.to_string()))
    }

    /// The court's name, where this version knows it.
    pub fn name(&self) -> Option<&'static str> {
        NAMES
            .iter()
            .find_map(|(code, name)| (*code == self.0).then_some(*name))
    }
}

text_identifier!(CourtCode, BadCourtCode, as_str);
plain_identifier!(CourtCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_court_code_becomes_a_short_name_for_streams() {
        for (code, short) in [
            ("川33", "sc33"),
            ("川3322", "sc3322"),
            ("最高法", "spc"),
            ("京", "bj"),
            ("兵", "bt"),
        ] {
            assert_eq!(CourtCode::parse(code).unwrap().short_name(), short);
        }
        assert_eq!(PROVINCES.chars().count(), LETTERS.len());
    }

    #[test]
    fn levels_follow_the_length() {
        for (good, level, high) in [
            ("最高法", CourtLevel::Supreme, None),
            ("川", CourtLevel::High, Some("川")),
            ("京04", CourtLevel::Intermediate, Some("京")),
            ("沪０１１５", CourtLevel::Basic, Some("沪")),
            ("兵01", CourtLevel::Intermediate, Some("兵")),
        ] {
            let code = CourtCode::parse(good).unwrap();
            assert_eq!(code.level(), level, "{good}");
            assert_eq!(
                code.high_court().map(|court| court.to_string()).as_deref(),
                high
            );
            assert_eq!(CourtCode::parse(&code.to_string()).unwrap(), code);
        }
        assert_eq!(CourtCode::parse("贵01").unwrap().as_str(), "黔01");
        assert_eq!(CourtCode::parse("滇").unwrap().as_str(), "云");
    }

    #[test]
    fn each_rule_refuses_by_its_name() {
        for (bad, why) in [
            ("", BadCourtCode::Province),
            ("0115", BadCourtCode::Province),
            ("蒙01", BadCourtCode::Province),
            ("川3", BadCourtCode::Digits),
            ("川332", BadCourtCode::Digits),
            ("川33220", BadCourtCode::Digits),
            ("川33执", BadCourtCode::Digits),
        ] {
            assert_eq!(CourtCode::parse(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn every_known_name_has_a_code_that_reads() {
        for (code, name) in NAMES {
            let court = CourtCode::parse(code).unwrap();
            assert_eq!((court.as_str(), court.name()), (code, Some(name)));
        }
        assert_eq!(
            NAMES
                .iter()
                .filter(|(code, _)| code.starts_with("川33") && code.len() == 7)
                .count(),
            18
        );
        assert_eq!(CourtCode::parse("京04").unwrap().name(), None);
    }

    proptest! {
        #[test]
        fn no_input_panics(input in ".{0,10}") {
            let _ = CourtCode::parse(&input);
        }
    }
}
