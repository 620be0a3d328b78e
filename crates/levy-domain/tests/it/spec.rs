//! One sentence per rule, in the order of a matter's life.

mod opening;

mod renumbering;

mod planning;

mod doubting;
mod drafting;

mod adopting;
mod approving;
mod authority;

mod warning;

mod issuing;

mod sending;

mod relaying;

mod delegating;

mod documenting;

mod superseding;

mod renewing;
mod renewing_ahead;

mod term;

mod debt_term;
mod third_party;

mod maturing;

mod deducting;

mod sealing;
mod seizing;
mod serving;
mod splitting;

mod promoting;
mod queue;
mod taking_over;

mod rehearsing;

mod refusing;
mod replying;

mod holding;

mod crossing;

mod reducing;

mod releasing;

mod transferring;

mod settling;

mod recalling;

mod overheld;
mod paying;

mod assenting;
mod funds;

mod interest;
mod stopping;

mod sharing;

mod dividing;

mod closing;

mod breaching;

mod filing;
mod fining;

mod escalating;

mod number;
mod objecting;

mod exempting;

mod standing;

mod income;
mod keeping;

mod valuing;

mod reserving;

mod preserving;

mod requerying;

mod bankrupting;
mod barring;

mod deputising;

mod gating;

mod carding;

mod handing;

mod hiding;

mod applying;
mod noticing;

mod mistaking;
mod restoring;

mod sweeping;

mod round;

mod unenforced;
mod unit;
mod unsued;

mod court;

mod words;
