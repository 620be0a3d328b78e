//! The files of the workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Directories that are never part of the house.
const OUTSIDE: [&str; 6] = [
    ".git",
    "target",
    "levy-data",
    "__pycache__",
    "node_modules",
    "fuzz-target",
];

pub(crate) fn root() -> PathBuf {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    house
        .ancestors()
        .nth(2)
        .expect("crates/levy-house lies two below")
        .to_owned()
}

/// One text file: its path from the root, with slashes, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn is(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == extension)
    }

    /// Lines with their numbers from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}

/// Every file that reads as UTF-8.
pub(crate) fn files() -> Vec<File> {
    let mut found = Vec::new();
    walk(&root(), "", &mut found);
    assert!(
        found.len() > 100,
        "only {} files: the root is wrong",
        found.len()
    );
    found.sort_by(|a: &File, b: &File| a.path.cmp(&b.path));
    found
}

fn walk(dir: &Path, prefix: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && !OUTSIDE.contains(&name.as_str()) {
            walk(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(File { path, text });
        }
    }
}

/// Rust files of the crates.
pub(crate) fn rust() -> impl Iterator<Item = File> {
    files()
        .into_iter()
        .filter(|file| file.is("rs") && file.path.starts_with("crates/"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with every finding at once.
pub(crate) fn none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
