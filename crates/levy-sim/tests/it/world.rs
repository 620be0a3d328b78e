//! The engine on virtual time.

mod planted;
mod scripts;
mod years;
