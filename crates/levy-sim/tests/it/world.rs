//! The engine on virtual time.

mod scripts;
mod years;
