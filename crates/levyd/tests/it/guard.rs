//! No test file is forgotten.

use std::{fs, path::Path};

#[test]
fn every_file_beside_main_is_a_module_of_it() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = fs::read_to_string(dir.join("main.rs")).unwrap();
    for entry in fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_file() && name != "main" {
            assert!(
                main.contains(&format!("mod {name};")),
                "{name}.rs is not in main.rs"
            );
        }
    }
}
