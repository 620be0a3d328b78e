//! The real binary, called as a clerk or a script would.

mod bad_files;
mod bad_use;
mod bench;
mod data;
mod help;
mod imports;
mod opening;
mod pipes;
mod reading;
mod verifying;
