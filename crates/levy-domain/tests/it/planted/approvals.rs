//! Approvals, documents, words of law.

use super::{Bug, Plant, changed, rules_where};
use crate::world::{HEAD, JUDGE, JUDGE_2, QUERY_NOTICE};
use levy_domain::{
    decider::Decider,
    matter::{Command, Event, Matter, urgent},
    stamp::Actor,
};

pub(super) const BUGS: &[Bug] = &[
    Bug {
        name: "one-approver-twice",
        failure: "F21",
        says: "one officer gives both approvals, in two roles",
        caught_by: "spec::approving::one_officer_does_not_approve_twice_in_two_roles",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let (mut command, mut stamp) = (command.clone(), stamp.clone());
            if let Command::ApprovePlan {
                plan,
                officer,
                role,
                ..
            } = &mut command
                && let Some(known) = state.plans.get(plan)
                && known
                    .signatures
                    .given
                    .iter()
                    .any(|(before, _)| before == officer)
            {
                *officer = JUDGE_2;
                stamp.actor = Actor::officer(JUDGE_2, role.clone());
            }
            Matter::decide(state, &command, rules, &stamp)
        }),
    },
    Bug {
        name: "one-approval-is-enough",
        failure: "F21",
        says: "the first approval makes a plan binding",
        caught_by: "spec::approving::one_approval_is_not_enough",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::PlanApproved(mut approved) => {
                        approved.complete = true;
                        approved.into()
                    }
                    other => other,
                })
            })
        }),
    },
    Bug {
        name: "approver-in-another-name",
        failure: "F21",
        says: "an approval counts for whoever it names, not for who acts",
        caught_by: "spec::approving::nobody_approves_in_the_name_of_another",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut stamp = stamp.clone();
            if let Command::ApprovePlan { officer, role, .. } = command {
                stamp.actor = Actor::officer(*officer, role.clone());
            }
            Matter::decide(state, command, rules, &stamp)
        }),
    },
    Bug {
        name: "deputy-counts-as-another",
        failure: "F21",
        says: "a deputy and the officer he stands for give two approvals",
        caught_by: "spec::deputising::a_deputy_never_makes_one_person_two",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut stamp = stamp.clone();
            stamp.actor.on_behalf_of = None;
            Matter::decide(state, command, rules, &stamp)
        }),
    },
    Bug {
        name: "countersigning-forgotten",
        failure: "-",
        says: "what left on one word is never asked for its other approvals",
        caught_by: "spec::deputising::what_is_not_countersigned_in_time_is_said_and_must_be_let_go",
        plant: Plant::Decide(|state, command, rules, stamp| match command {
            Command::Urgent(urgent::Command::NoteMissed { .. }) => Ok(vec![]),
            _ => Matter::decide(state, command, rules, stamp),
        }),
    },
    Bug {
        name: "emergency-on-a-weak-match",
        failure: "F3",
        says: "one officer alone lets a freeze of a person leave who is known only weakly",
        caught_by: "spec::deputising::a_weak_match_never_leaves_on_one_approval",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut sure = state.clone();
            for plan in sure.plans.values_mut() {
                let mut drafted = (*plan.drafted).clone();
                drafted.weak.clear();
                plan.drafted = drafted.into();
            }
            Matter::decide(&sure, command, rules, stamp)
        }),
    },
    Bug {
        name: "drafter-approves",
        failure: "F21",
        says: "who drafted a plan may approve it",
        caught_by: "spec::approving::who_drafted_a_plan_cannot_approve_it",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut forgetful = state.clone();
            for plan in forgetful.plans.values_mut() {
                let mut drafted = (*plan.drafted).clone();
                drafted.drafted_by = None;
                plan.drafted = drafted.into();
            }
            Matter::decide(&forgetful, command, rules, stamp)
        }),
    },
    Bug {
        name: "another-list-approved",
        failure: "F21",
        says: "an approval holds for whatever the list has become",
        caught_by: "spec::approving::an_approval_is_for_the_list_that_was_seen",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::ApprovePlan {
                plan, list_hash, ..
            } = &mut command
                && let Some(known) = state.plans.get(plan)
            {
                *list_hash = known.drafted.list_hash;
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "documents-skipped",
        failure: "F25",
        says: "an order is issued without the documents that the law asks for",
        caught_by: "spec::issuing::an_order_without_its_documents_is_not_issued",
        plant: Plant::Decide(|state, command, _, stamp| {
            let without = rules_where(|line| {
                if line.starts_with("says.documents.kinds") {
                    return "says.documents.kinds = []".to_owned();
                }
                line.to_owned()
            });
            Matter::decide(state, command, without, stamp)
        }),
    },
    Bug {
        name: "replaced-document-still-good",
        failure: "F25",
        says: "an order is drafted on a ruling that another one replaced",
        caught_by: "spec::superseding::nothing_new_rests_on_a_document_that_was_replaced",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut forgetful = state.clone();
            forgetful.superseded.clear();
            Matter::decide(&forgetful, command, rules, stamp)
        }),
    },
    Bug {
        name: "override-by-one",
        failure: "F16",
        says: "one officer alone sets a rule aside",
        caught_by: "spec::warning::a_rule_to_be_overridden_is_set_aside_by_two_officers_with_a_ground",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::DraftPlan { overrides, .. } = &mut command {
                for aside in overrides {
                    if aside.officers[0] == aside.officers[1] {
                        aside.officers[1] = HEAD;
                    }
                }
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "override-in-another-name",
        failure: "F21",
        says: "a rule counts as set aside by whoever the drafter names",
        caught_by: "spec::warning::who_sets_a_rule_aside_approves_the_plan_himself",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut trusting = state.clone();
            if let Command::ApprovePlan { .. } = command {
                for plan in trusting.plans.values_mut() {
                    let mut drafted = (*plan.drafted).clone();
                    drafted
                        .overrides
                        .iter_mut()
                        .for_each(|aside| aside.officers.clear());
                    plan.drafted = drafted.into();
                }
            }
            Matter::decide(&trusting, command, rules, stamp)
        }),
    },
    Bug {
        name: "look-without-a-cause",
        failure: "F22",
        says: "a query is ordered for a purpose that nobody knows",
        caught_by: "spec::sweeping::a_query_has_a_known_purpose_and_basis",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::OrderSweep { purpose, .. } = &mut command {
                *purpose = "enforcement".into();
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "query-without-its-notice",
        failure: "F22",
        says: "a round of queries goes out without the document that goes with it",
        caught_by: "spec::sweeping::no_query_goes_out_without_its_notice",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::OrderSweep { documents, .. } = &mut command {
                documents.push(QUERY_NOTICE);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "query-on-any-rule",
        failure: "F22",
        says: "a round of queries rests on a rule about something else",
        caught_by: "spec::sweeping::a_query_rests_on_a_rule_about_queries",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::OrderSweep { rule, .. } = &mut command {
                *rule = "N-06".into();
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "signed-by-nobody-who-may",
        failure: "F21",
        says: "a ruling stands that only a clerk signed",
        caught_by: "spec::authority::what_a_clerk_alone_signs_is_no_ruling_and_no_notice",
        plant: Plant::Decide(|state, command, rules, stamp| {
            let mut command = command.clone();
            if let Command::IssueDocument { document } = &mut command {
                document.signers.push(JUDGE);
            }
            Matter::decide(state, &command, rules, stamp)
        }),
    },
    Bug {
        name: "who-could-not-be-asked-left-out",
        failure: "F24",
        says: "a round does not say which assets nobody could be asked about",
        caught_by: "spec::sweeping::a_round_names_what_nobody_could_be_asked_about",
        plant: Plant::Decide(|state, command, rules, stamp| {
            changed(Matter::decide(state, command, rules, stamp), |event| {
                Some(match event {
                    Event::SweepOrdered(mut ordered) => {
                        ordered.not_askable.clear();
                        ordered.into()
                    }
                    other => other,
                })
            })
        }),
    },
];
