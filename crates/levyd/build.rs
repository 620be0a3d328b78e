//! Compiles `proto/levy/v1` without `protoc`; the descriptor set is kept for
//! reflection.

use prost::Message;
use std::{env, error::Error, fs, path::Path};

const PROTO: &str = "../../proto";
const FILES: [&str; 7] = [
    "levy/v1/act.proto",
    "levy/v1/courts.proto",
    "levy/v1/events.proto",
    "levy/v1/matter.proto",
    "levy/v1/matters.proto",
    "levy/v1/plan.proto",
    "levy/v1/units.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={PROTO}/levy/v1");
    let set = protox::compile(FILES, [PROTO])?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("levy_v1.bin"), set.encode_to_vec())?;
    tonic_prost_build::configure().compile_fds(set)?;
    Ok(())
}
