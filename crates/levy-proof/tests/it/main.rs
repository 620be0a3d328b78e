//! The one test binary of levy-proof.

#[cfg(test)]
mod chain;
#[cfg(test)]
mod digest;
#[cfg(test)]
mod file_key_table;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod key_file;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod seal;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod wrapped_keys;

#[test]
fn no_test_file_is_forgotten() {
    let main = include_str!("main.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "{name}"
        );
    }
}
