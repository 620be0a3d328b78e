//! The units' process, met as a court meets it: over sockets.

mod certified;
mod control;
mod faults;
mod measures;
mod orders;
mod process;
mod rig;
mod turning_away;
mod variety;
