//! No test file is forgotten.

use std::{fs, path::Path};

fn modules(root: &Path, dir: &Path) {
    let root = fs::read_to_string(root).unwrap();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            modules(&path.with_extension("rs"), &path);
        } else if name != "main" {
            let declared = root.contains(&format!("mod {name};"));
            assert!(declared, "{name}.rs is declared nowhere");
        }
    }
}

#[test]
fn every_file_is_a_module_of_the_one_above_it() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    modules(&dir.join("main.rs"), &dir);
}
