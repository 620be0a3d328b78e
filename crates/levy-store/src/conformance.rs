//! The clauses that every backend must pass, one generated test each.
//!
//! A backend's tests hold one line, `levy_store::conformance::suite!(name,
//! backend);`, where `backend` is an expression of a [`Backend`] evaluated for
//! each clause. Nothing can be skipped: the list is in the macro.
#![expect(
    clippy::expect_used,
    reason = "a clause that does not hold must fail its test"
)]

pub mod bounds;
pub mod evidence;
pub mod expectations;
pub mod following;
pub mod groups;
pub mod reading;
pub mod repeats;
mod rig;

pub use crate::levy_store_suite as suite;
pub use rig::{Backend, Rig, run};

/// One `#[test]` per clause, in a module of the given name.
#[macro_export]
#[doc(hidden)]
macro_rules! levy_store_suite {
    ($name:ident, $backend:expr) => {
        mod $name {
            use super::*;
            $crate::levy_store_suite! { @clauses $backend;
                expectations {
                    an_absent_stream_takes_its_first_batch
                    a_stream_goes_on_after_its_last_revision
                    absent_conflicts_with_a_stream_that_is_there
                    an_older_revision_conflicts
                    a_later_revision_conflicts
                    a_revision_conflicts_with_an_absent_stream
                    racing_writers_have_one_winner
                }
                groups {
                    a_batch_is_written_whole
                    a_batch_that_conflicts_leaves_nothing
                    one_append_of_a_group_conflicts_alone
                    appends_to_one_stream_are_taken_in_the_order_given
                    an_empty_group_has_no_answers
                    positions_rise_over_all_streams
                }
                repeats {
                    a_repeat_returns_the_first_answer
                    a_repeat_is_known_after_later_appends
                    a_repeat_inside_a_group_is_known
                    a_repeat_is_known_after_a_restart
                    a_known_id_with_other_bytes_is_reused
                    a_known_id_in_another_stream_is_reused
                    a_known_id_with_another_expectation_is_reused
                    an_id_twice_in_one_batch_is_reused
                    a_reused_id_at_the_end_of_a_batch_leaves_nothing
                }
                reading {
                    an_absent_stream_is_empty
                    every_byte_comes_back
                    reading_starts_after_the_given_revision
                    a_long_stream_is_read_whole
                    a_reading_ends_with_what_was_durable_at_the_call
                    the_head_is_the_last_position
                    pages_lead_through_the_whole_store
                    a_page_holds_no_more_than_asked
                    everything_is_there_after_a_restart
                }
                following {
                    a_follower_sees_the_old_then_the_new
                    growth_is_told_without_reading
                    a_follower_at_the_head_is_caught_up_at_once
                    a_follower_goes_on_across_a_restart
                    a_follower_misses_nothing_while_writers_race
                }
                bounds {
                    an_empty_batch_is_malformed
                    a_batch_has_a_largest_number_of_events
                    an_event_has_a_largest_size
                    a_batch_has_a_largest_size
                    a_type_literal_is_short_printable_ascii
                    a_refusal_leaves_the_rest_of_its_group_alone
                    bad_names_never_reach_a_store
                }
                evidence {
                    a_body_comes_back
                    an_unknown_digest_has_no_body
                    a_body_put_twice_is_there_once
                    large_bodies_come_back
                    a_body_has_a_largest_size
                    bodies_are_there_after_a_restart
                }
            }
        }
    };
    (@clauses $backend:expr; $($chapter:ident { $($clause:ident)* })*) => {
        $($(
            #[test]
            fn $clause() {
                $crate::conformance::run($backend, $crate::conformance::$chapter::$clause);
            }
        )*)*
    };
}
