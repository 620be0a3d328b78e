//! The rules of the house, held by tests.
//!
//! **What it is**: tests over the workspace as a tree of files and as cargo
//! sees it: arrows between crates, heads and sizes of files, error codes and
//! their pages, links, the two set-up commands.
//!
//! **What it is not**: there is nothing here to import, and no test here
//! builds or runs the other crates; their behaviour is tested beside them.
//!
//! **Where to start**: `tests/it/main.rs`, then the file named after the rule
//! that failed. A rule that is in the way is changed there, with its reason.
#![forbid(unsafe_code)]
