//! The one test binary of levy-connect.

#[cfg(test)]
mod contracts;
#[cfg(test)]
mod court_bounds;
#[cfg(test)]
mod court_door;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod hostile_units;
#[cfg(test)]
mod http_conformance;
#[cfg(test)]
mod in_process;
#[cfg(test)]
mod masking;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod sealing;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod test_unit;
#[cfg(test)]
mod unit_side;
#[cfg(test)]
mod wire_bodies;

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
