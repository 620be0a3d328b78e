//! Clauses that a connector together with a unit must hold, as generated
//! tests ([`suite!`]) and as a certification of a real unit ([`certify`]).
//!
//! A unit that holds all but `fences` may be registered as honouring ids; one
//! that holds `fences` as well, as honouring fences. The clauses act for
//! real: run them against a test installation only.

pub mod fences;
pub mod inquiries;
pub mod orders;
pub mod repeats;
pub mod sending;
mod subject;

pub use crate::levy_connect_suite as suite;
pub use subject::{Breach, CLAUSES, Clause, Examining, Finding, Held, Subject, certify};

/// One `#[tokio::test]` per clause, in a module of the given name; `$subject`
/// is the future of a [`Subject`], evaluated for each clause.
#[macro_export]
#[doc(hidden)]
macro_rules! levy_connect_suite {
    ($name:ident, $subject:expr) => {
        mod $name {
            use super::*;
            $crate::levy_connect_suite! { @each tests $subject }
        }
    };
    (@each $then:ident $subject:expr) => {
        $crate::levy_connect_suite! { @$then $subject;
            sending {
                an_order_is_taken_in_or_answered
                what_the_unit_signed_can_be_checked_again
                an_unknown_unit_is_not_sent_to
                changed_bytes_are_not_sent
            }
            repeats {
                a_repeat_takes_effect_once
                racing_repeats_take_effect_once
                other_bytes_under_a_known_id_conflict
            }
            inquiries {
                an_unknown_order_is_not_found
                a_known_order_is_found_under_its_hash
                a_standing_repeats_the_answer
                asking_takes_nothing_in
                each_standing_answers_its_own_inquiry
                an_inquiry_for_another_unit_is_turned_away
                an_inquiry_of_another_court_is_turned_away
            }
            orders {
                an_expired_order_has_no_effect
                an_order_before_its_time_has_no_effect
                an_order_for_another_unit_is_turned_away
                an_order_of_another_court_is_turned_away
                an_order_with_an_unknown_field_is_turned_away
            }
            fences {
                a_lower_fence_has_no_effect
                fences_of_two_scopes_do_not_compare
            }
        }
    };
    (@tests $subject:expr; $($chapter:ident { $($clause:ident)* })*) => {
        $($(
            #[tokio::test]
            async fn $clause() {
                let subject = $subject.await;
                if let Err(breach) = $crate::conformance::$chapter::$clause(&subject).await {
                    panic!("{breach}");
                }
            }
        )*)*
    };
    (@list $subject:expr; $($chapter:ident { $($clause:ident)* })*) => {
        &[$($(
            $crate::conformance::Clause {
                chapter: stringify!($chapter),
                name: stringify!($clause),
                run: |subject| Box::pin($crate::conformance::$chapter::$clause(subject)),
            },
        )*)*]
    };
}
