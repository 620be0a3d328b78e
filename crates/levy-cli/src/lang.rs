//! Which language, and the texts in it.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{ffi::OsString, sync::LazyLock};

type Texts = FluentBundle<FluentResource>;

static ZH: LazyLock<Texts> = LazyLock::new(|| {
    texts(
        "zh-CN",
        [
            include_str!("../locales/zh-CN/answers.ftl"),
            include_str!("../locales/zh-CN/columns.ftl"),
            include_str!("../locales/zh-CN/faults.ftl"),
            include_str!("../locales/zh-CN/help.ftl"),
            include_str!("../locales/zh-CN/why.ftl"),
            include_str!("../locales/zh-CN/words.ftl"),
        ],
    )
});

static EN: LazyLock<Texts> = LazyLock::new(|| {
    texts(
        "en",
        [
            include_str!("../locales/en/answers.ftl"),
            include_str!("../locales/en/columns.ftl"),
            include_str!("../locales/en/faults.ftl"),
            include_str!("../locales/en/help.ftl"),
            include_str!("../locales/en/why.ftl"),
            include_str!("../locales/en/words.ftl"),
        ],
    )
});

/// The texts of one language. What does not parse or stands twice is left
/// out; a test finds every key again.
fn texts(lang: &str, files: [&str; 6]) -> Texts {
    let mut texts = Texts::new_concurrent(lang.parse().into_iter().collect());
    // The marks around a filled place show as boxes on some terminals.
    texts.set_use_isolating(false);
    for file in files {
        let parsed = FluentResource::try_new(file.to_owned());
        let _ = texts.add_resource(parsed.unwrap_or_else(|(read, _)| read));
    }
    texts
}

/// The language of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lang {
    /// Chinese, the first one.
    Zh,
    /// English.
    En,
}

/// The key of a text in `locales/`. A test reads the sources for `Key("…")`,
/// so a key is always written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) &'static str);

impl Lang {
    /// From `--lang`, else `LEVY_LANG`, else `LC_ALL`, `LC_MESSAGES`, `LANG`;
    /// Chinese when none of them says English.
    pub(crate) fn chosen(args: impl Iterator<Item = OsString>) -> Self {
        let args: Vec<String> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
        let flag = args
            .iter()
            .enumerate()
            .find_map(|(at, arg)| match arg.strip_prefix("--lang") {
                Some("") => args.get(at + 1).map(String::as_str),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            });
        let named = ["LEVY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        Lang::named(flag.or(named.as_deref()).unwrap_or_default())
    }

    fn named(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("en") {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    fn texts(self) -> &'static Texts {
        match self {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// The text of a key.
    pub(crate) fn say(self, key: Key) -> String {
        self.tell(key, &[])
    }

    /// The text of a key with what fills it. Beside a value `x` that is a
    /// whole number, grouped or not, stands `x-number`, by which a text can
    /// select the plural; `x` itself is shown as it was written.
    pub(crate) fn tell(self, key: Key, with: &[(&'static str, &str)]) -> String {
        let text = self.look_with(key.0, with);
        let text = text.or_else(|| Lang::Zh.look_with(key.0, with));
        text.unwrap_or_else(|| key.0.to_owned())
    }

    /// As [`Lang::tell`] for a key that is put together; `None` when there is
    /// none.
    pub(crate) fn look_with(self, key: &str, with: &[(&'static str, &str)]) -> Option<String> {
        let pattern = self.texts().get_message(key)?.value()?;
        // A place that nothing fills is shown by its name.
        let mut unfilled = Vec::new();
        let text = self
            .texts()
            .format_pattern(pattern, Some(&filled(with)), &mut unfilled);
        Some(text.into_owned())
    }

    /// A text whose key is put together; `None` when there is none.
    pub(crate) fn look(self, key: &str) -> Option<String> {
        self.look_with(key, &[])
    }
}

/// What fills a text, with the numbers by which it can select.
fn filled<'v>(with: &[(&'static str, &'v str)]) -> FluentArgs<'v> {
    let mut filled = FluentArgs::new();
    for (name, value) in with {
        if let Ok(number) = value.replace(',', "").parse::<u64>() {
            filled.set(format!("{name}-number"), number);
        }
        filled.set(*name, FluentValue::from(*value));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn keys_of(lang: &str) -> BTreeSet<String> {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(lang);
        let mut keys = BTreeSet::new();
        for file in fs::read_dir(dir).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines() {
                let first = line
                    .chars()
                    .next()
                    .is_some_and(|sign| sign.is_ascii_lowercase());
                let Some((key, _)) = line.split_once(" =").filter(|_| first) else {
                    continue;
                };
                assert!(keys.insert(key.to_owned()), "{lang}: {key} stands twice");
            }
        }
        keys
    }

    fn sources(dir: &Path, text: &mut String) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, text);
            } else {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    fn used() -> BTreeSet<String> {
        let mut text = String::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut text,
        );
        let keys = text.split("Key(\"").skip(1);
        let keys = keys.filter_map(|rest| rest.split_once("\")").map(|(key, _)| key.to_owned()));
        let plain = |key: &String| {
            key.chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        };
        let mut used: BTreeSet<String> = keys.filter(plain).collect();
        used.extend(crate::help::keys());
        used.extend(
            levy::views::why::WORDS
                .iter()
                .map(|(code, _)| format!("why-{code}")),
        );
        used
    }

    #[test]
    fn a_sentence_of_an_explanation_uses_what_fills_it_and_nothing_else() {
        for lang in ["zh-CN", "en"] {
            let path = format!("{}/locales/{lang}/why.ftl", env!("CARGO_MANIFEST_DIR"));
            let text = fs::read_to_string(path).unwrap();
            for (code, args) in levy::views::why::WORDS {
                let start = text.find(&format!("\nwhy-{code} =")).unwrap() + 1;
                let rest = &text[start..];
                let end = rest.find("\nwhy-").unwrap_or(rest.len());
                let places: BTreeSet<&str> = rest[..end]
                    .split("{ $")
                    .skip(1)
                    .filter_map(|place| place.split([' ', '}']).next())
                    .map(|name| name.strip_suffix("-number").unwrap_or(name))
                    .collect();
                let given: BTreeSet<&str> = args.iter().copied().collect();
                assert_eq!(places, given, "{lang}: why-{code}");
            }
        }
    }

    #[test]
    fn every_text_stands_in_both_languages_and_every_one_is_used() {
        let (zh, en, used) = (keys_of("zh-CN"), keys_of("en"), used());
        for (lang, keys) in [(Lang::Zh, &zh), (Lang::En, &en)] {
            let unread: Vec<_> = keys.iter().filter(|key| lang.look(key).is_none()).collect();
            assert!(unread.is_empty(), "{lang:?} does not read {unread:?}");
        }
        let missing = |have: &BTreeSet<String>, want: &BTreeSet<String>| {
            want.difference(have).cloned().collect::<Vec<_>>()
        };
        assert_eq!(
            missing(&zh, &used),
            Vec::<String>::new(),
            "missing in zh-CN"
        );
        assert_eq!(missing(&en, &used), Vec::<String>::new(), "missing in en");
        assert_eq!(missing(&used, &zh), Vec::<String>::new(), "unused in zh-CN");
        assert_eq!(missing(&used, &en), Vec::<String>::new(), "unused in en");
    }

    #[test]
    fn english_counts_one_in_the_singular_and_everything_else_in_the_plural() {
        for (count, units, cases) in [
            ("0", "0 units.", "0 cases "),
            ("1", "1 unit.", "1 case "),
            ("2", "2 units.", "2 cases "),
            ("1,001", "1,001 units.", "1,001 cases "),
        ] {
            let said = Lang::En.tell(Key("init-units"), &[("count", count)]);
            assert!(said.ends_with(units), "{said}");
            let with = [("count", count), ("position", "45")];
            let said = Lang::En.tell(Key("case-list-end"), &with);
            assert!(said.starts_with(cases), "{said}");
        }
    }

    #[test]
    fn the_flag_comes_before_the_environment() {
        let args = |list: &[&str]| {
            list.iter()
                .map(OsString::from)
                .collect::<Vec<_>>()
                .into_iter()
        };
        assert_eq!(Lang::chosen(args(&["levy", "--lang", "en"])), Lang::En);
        assert_eq!(
            Lang::chosen(args(&["levy", "--lang=zh-CN", "verify"])),
            Lang::Zh
        );
        assert_eq!(Lang::named("en_US.UTF-8"), Lang::En);
        assert_eq!(Lang::named("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::named("C.UTF-8"), Lang::Zh);
    }
}
