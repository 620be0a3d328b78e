//! What was ever stored still decodes.
//!
//! `tests/golden/<stream kind>/<type>.v<version>.hex` holds payloads by name:
//! `full` and `minimal` are those of the samples, written by
//! `LEVY_GOLDEN=write`. Once a version was released nothing is rewritten: a
//! new optional field adds a payload under another name, a new version a file.

use crate::samples::{self, Fill};
use levy_journal::{AnyEvent, Codec, Decoded};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

pub(crate) fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Compares with the stored text, or stores it.
pub(crate) fn hold(path: &Path, text: &str) {
    if std::env::var("LEVY_GOLDEN").is_ok_and(|mode| mode == "write") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let stored = fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == text,
        "{} is not what is written now:\n{text}",
        path.display()
    );
}

fn hex_lines(bytes: &[u8]) -> String {
    let hex = hex::encode(bytes);
    let lines: Vec<&str> = (0..hex.len())
        .step_by(96)
        .map(|at| &hex[at..hex.len().min(at + 96)])
        .collect();
    lines.join("\n")
}

fn payloads(text: &str) -> BTreeMap<String, Vec<u8>> {
    let mut payloads: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        match line.strip_suffix(':') {
            Some(next) => name = next.to_owned(),
            None => payloads.entry(name.clone()).or_default().push_str(line),
        }
    }
    payloads
        .into_iter()
        .map(|(name, hex)| (name, hex::decode(hex).unwrap()))
        .collect()
}

struct File {
    stream: String,
    kind: String,
    version: u32,
    payloads: BTreeMap<String, Vec<u8>>,
}

fn files() -> Vec<File> {
    let mut files = Vec::new();
    for (stream, _) in AnyEvent::STREAMS {
        for entry in fs::read_dir(dir().join(stream)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(name) = name.strip_suffix(".hex") else {
                continue;
            };
            let (kind, version) = name.rsplit_once(".v").unwrap();
            files.push(File {
                stream: stream.to_owned(),
                kind: kind.to_owned(),
                version: version.parse().unwrap(),
                payloads: payloads(&fs::read_to_string(&path).unwrap()),
            });
        }
    }
    files
}

#[test]
fn every_sample_is_stored_as_it_is_written_today() {
    let codec = Codec::default();
    for (full, minimal) in samples::all(Fill::Full)
        .iter()
        .zip(&samples::all(Fill::Minimal))
    {
        let (one, other) = (codec.encode(full).unwrap(), codec.encode(minimal).unwrap());
        let name = format!("{}.v{}", one.kind, one.schema);
        let hex = [hex_lines(&one.payload), hex_lines(&other.payload)];
        let path = dir().join(full.stream_kind()).join(&name);
        let file = |extension: &str| PathBuf::from(format!("{}.{extension}", path.display()));
        hold(
            &file("hex"),
            &format!("full:\n{}\nminimal:\n{}\n", hex[0], hex[1]),
        );
        let shown = serde_json::json!({ "full": full, "minimal": minimal });
        hold(
            &file("json"),
            &(serde_json::to_string_pretty(&shown).unwrap() + "\n"),
        );
    }
}

#[test]
fn everything_ever_stored_decodes_and_encodes_to_the_same_bytes() {
    let codec = Codec::default();
    for File {
        stream,
        kind,
        version,
        payloads,
    } in files()
    {
        for (name, payload) in payloads {
            let place = format!("{stream}/{kind}.v{version} {name}");
            let decoded = codec.decode(&stream, &kind, version, payload.clone());
            let Decoded::Known(event) = decoded else {
                panic!("{place}: {decoded:?}")
            };
            let encoded = codec.encode(&event).unwrap();
            if encoded.schema == version {
                assert!(encoded.payload == payload, "{place} encodes to other bytes");
            }
        }
    }
}

#[test]
fn every_type_that_can_be_written_has_its_golden_file() {
    let stored = files();
    let samples = samples::all(Fill::Full);
    for (stream, kinds) in AnyEvent::STREAMS {
        for kind in kinds {
            let version = Codec::default()
                .encode(
                    samples
                        .iter()
                        .find(|event| event.kind() == *kind)
                        .expect("a sample"),
                )
                .unwrap()
                .schema;
            for version in 1..=version {
                let file = stored.iter().find(|file| {
                    (&*file.stream, &*file.kind, file.version) == (stream, kind, version)
                });
                let names = |file: &File| file.payloads.len() >= 2;
                assert!(
                    file.is_some_and(names),
                    "{stream}/{kind}.v{version} is missing"
                );
            }
        }
    }
}

#[test]
fn no_golden_file_belongs_to_a_type_that_is_gone() {
    for File { stream, kind, .. } in files() {
        let known = AnyEvent::STREAMS
            .iter()
            .any(|(s, kinds)| *s == stream && kinds.contains(&&*kind));
        assert!(known, "{stream}/{kind}: a stored type may never be dropped");
    }
}
