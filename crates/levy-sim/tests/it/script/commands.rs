//! The command that a line of a script stands for.

use super::{
    court::{Court, id, officer, rules, sealed},
    making::{claim_id, component, document, first_debtor, liability, liability_of},
    parse::{Adopted, Answer, Draft, What},
    play::{Script, clerk},
};
use levy_domain::{
    asset::AssetClass,
    bytes::Digest,
    id::{AssetId, HoldId, OrderId, PlanId, ReceiptId, RegistrationId},
    matter::{
        Command,
        command::Override,
        event::{ClosingKind, Ends},
        term,
    },
    order::{Line, Measure, OrderDraft, Reason, Route, Term},
    party::{IdentityStrength, Person},
    reply::{Fault, LineReply, Outcome, Reply, Truth, Way},
    rules::directory::unit_id,
    stamp::Actor,
    time::{HOUR, MINUTE},
};

impl Script {
    /// The command that a line stands for, and who gives it.
    pub(super) fn command(&mut self, what: &What) -> Result<(Actor, Command), String> {
        let court = &self.court;
        let by_engine = |command| Ok((Actor::system(), command));
        Ok((
            clerk(),
            match what {
                What::Debtor(name, name_only) => self.debtor(name, *name_only),
                What::Liable(name, mode) => liability(court.person(name)?, mode),
                What::Adjust(kind, sum, ground) => Command::AdjustClaim {
                    claim: claim_id(),
                    component: component(kind.as_str().into(), *sum, self.today()),
                    ground: ground.as_str().into(),
                    document: None,
                },
                What::Document(kind, name, plan) => {
                    let plan = plan.as_deref().map(|plan| court.named(plan)).transpose()?;
                    document(kind, name, plan.map(PlanId))
                }
                What::PlanFreeze(debtor, months) => Command::PlanFreeze {
                    plan: next_plan(court),
                    liability: liability_of(court.person(debtor)?),
                    months: *months,
                    documents: court.usable_documents(),
                    except: vec![],
                },
                What::Draft(draft) => self.draft(draft)?,
                What::Approve(plan, by) => {
                    let plan = PlanId(court.named(plan)?);
                    let (officer, role) = officer(by);
                    let list_hash = court.state.plans[&plan].drafted.list_hash;
                    let approve = Command::ApprovePlan {
                        plan,
                        list_hash,
                        officer,
                        role: role.clone(),
                    };
                    return Ok((Actor::officer(officer, role), approve));
                }
                What::Withdraw(plan, ground) => Command::WithdrawPlan {
                    plan: PlanId(court.named(plan)?),
                    ground: ground.as_str().into(),
                },
                What::Begun(order) => {
                    let order = court.order(order)?;
                    return by_engine(Command::BeginDispatch { order });
                }
                What::Delivered(order) => {
                    let order = court.order(order)?;
                    let now = court.time();
                    return by_engine(Command::NoteDelivered {
                        order,
                        sent_at: now.plus(-MINUTE),
                        delivered_at: now,
                        served_at: Some(now),
                        receipt_number: None,
                        evidence: None,
                    });
                }
                What::Unknown(order, reason) => {
                    let (order, reason) = (court.order(order)?, reason.as_str().into());
                    return by_engine(Command::NoteUnknown { order, reason });
                }
                What::NotFound(order) => {
                    let order = court.order(order)?;
                    return by_engine(Command::NoteNotFound {
                        order,
                        as_of: court.time(),
                        window: window(court, &order),
                        evidence: None,
                    });
                }
                What::Settle(order, ground, by) => {
                    let order = court.order(order)?;
                    let command = Command::SettleNotTaken {
                        order,
                        ground: ground.as_str().into(),
                        evidence: Digest::of(ground.as_bytes()),
                        window: window(court, &order),
                    };
                    let (officer, role) = officer(by.as_deref().unwrap_or("judge"));
                    return Ok((Actor::officer(officer, role), command));
                }
                What::Answer(answer) => return by_engine(self.answer(answer)?),
                What::Refuse(order, reason) => {
                    let order = self.court.order(order)?;
                    let reply = Reply {
                        refused: Some(reason.as_str().into()),
                        ..self.reply(order)
                    };
                    return by_engine(Command::FoldReply { order, reply });
                }
                What::Return(order, fault) => {
                    let order = self.court.order(order)?;
                    let reply = Reply {
                        lines: vec![LineReply {
                            fault: Some(Fault::from(fault.as_str())),
                            ..LineReply::new(1, Outcome::Returned)
                        }],
                        ..self.reply(order)
                    };
                    return by_engine(Command::FoldReply { order, reply });
                }
                What::Recall(order, ground) => Command::RequestRecall {
                    order: court.order(order)?,
                    ground: ground.as_str().into(),
                },
                What::Observe(hold, held, cause, rank) => {
                    return by_engine(Command::ObserveHold {
                        hold: HoldId(court.named(hold)?),
                        held: *held,
                        cause: cause.as_str().into(),
                        rank: *rank,
                        evidence: None,
                    });
                }
                What::Lapsed(hold, ground) => {
                    let declared = term::Command::DeclareLapsed {
                        hold: HoldId(court.named(hold)?),
                        ground: ground.as_str().into(),
                        evidence: Digest::of(ground.as_bytes()),
                    };
                    let (judge, role) = officer("judge");
                    return Ok((Actor::officer(judge, role), declared.into()));
                }
                What::Follow(ask) => return self.follow(ask),
                What::Look(ask) => return self.round(ask),
                What::OfClaims(ask) => return self.of_claims(ask),
                What::OfNotices(ask) => return self.of_notices(ask),
                What::OfCards(ask) => return self.visit(ask),
                What::People(people) => return self.people(people),
                What::Queue(ask) => return self.queue(ask),
                What::Courts(ask) => return self.courts(ask),
                What::Adopt(adopted) => self.adopt(adopted)?,
                What::Receipt(name, sum, order) => {
                    let order = order.as_deref().map(|name| court.order(name)).transpose()?;
                    let booked_on = self.today();
                    let receipt = self.receipt(name);
                    Command::BookReceipt {
                        receipt,
                        amount: *sum,
                        booked_on,
                        unit: None,
                        reference: name.clone(),
                        evidence: None,
                        order: order.map(|order| (order, 1)),
                    }
                }
                What::Pays(debtor, sum) => {
                    let (person, paid_on) = (court.person(debtor)?, self.today());
                    let payments = self.court.state.receipts.len() + 1;
                    let receipt = self.receipt(&format!("payment-{payments}"));
                    Command::RecordPayment {
                        receipt,
                        person,
                        amount: *sum,
                        paid_on,
                        evidence: None,
                    }
                }
                What::Reduce => Command::PlanReduction {
                    plan: next_plan(court),
                    claim: claim_id(),
                    documents: court.usable_documents(),
                },
                What::Correct(debtor, renumbered) => {
                    let person = court.person(debtor)?;
                    let known = &court.state.persons[&person].0;
                    let number = sealed(&format!("{debtor}'s right number"));
                    Command::CorrectIdentity {
                        person: Person {
                            identity: if *renumbered {
                                Some(number)
                            } else {
                                known.identity.clone()
                            },
                            strength: IdentityStrength::Confirmed,
                            ..known.clone()
                        },
                        document: None,
                    }
                }
                What::Close(kind, ground, owner) => {
                    let close = Command::CloseCase {
                        registration: RegistrationId(id("case")),
                        kind: ClosingKind::from(kind.as_str()),
                        ground: ground.as_str().into(),
                        document: None,
                        owner: owner.as_deref().map(|name| officer(name).0),
                    };
                    let (judge, role) = officer("judge");
                    return Ok((Actor::officer(judge, role), close));
                }
                What::At(_)
                | What::Case(..)
                | What::Found(_)
                | What::ExpectRefused(_)
                | What::ExpectNothing
                | What::Expect(_) => return Err("belongs to another place".into()),
            },
        ))
    }

    fn receipt(&mut self, name: &str) -> ReceiptId {
        let receipt = ReceiptId(id(name));
        self.court.names.insert(receipt.0, name.to_owned());
        receipt
    }

    fn draft(&mut self, draft: &Draft) -> Result<Command, String> {
        let court = &self.court;
        let measure = Measure::from(draft.measure.as_str());
        let target = court.named(&draft.target)?;
        let hold = court.state.holds.get_key_value(&HoldId(target));
        let asset = match hold {
            Some((_, known)) => known.asset,
            None => AssetId(target),
        };
        let found = court.state.assets.get(&asset);
        let subject = match (&draft.against, hold, found) {
            (Some(name), ..) => court.person(name)?,
            (None, Some((_, known)), _) => court.state.liabilities[&known.liability].person,
            (None, None, Some(found)) => found.person,
            (None, None, None) => first_debtor(court)?,
        };
        let (unit, class, number) = match (hold, found) {
            (Some((_, known)), _) => (known.unit, known.class.clone(), known.number.clone()),
            (None, Some(found)) => (found.unit, found.class.clone(), Some(found.number.clone())),
            (None, None) => return Err(format!("nothing is known of {}", draft.target)),
        };
        let route = match (draft.relayed, &class) {
            (true, _) => Route::Relay,
            (false, AssetClass::Vehicle | AssetClass::RealEstate | AssetClass::OtherRight) => {
                Route::Counter
            }
            (false, _) => Route::Api,
        };
        let today = self.today();
        // A renewal goes on where the hold ends.
        let zone = rules().profile().zone();
        let end = hold.and_then(|(_, known)| known.ends.earliest(zone));
        let from = match (&measure, end) {
            (Measure::Renew, Some(end)) => end.succ_opt().unwrap_or(end),
            _ => today,
        };
        let order = OrderId(id(&format!("order {}", court.state.revision)));
        let replaces = draft.instead_of.as_deref().map(|name| court.order(name));
        let replaces = replaces.transpose()?;
        let original = replaces.and_then(|order| court.state.orders.get(&order));
        let basis = rules().profile().basis("N-07", today);
        let drafted = OrderDraft {
            order,
            measure,
            unit,
            subject,
            route,
            lines: vec![Line {
                line: 1,
                asset,
                class,
                number: number.unwrap_or_else(|| sealed(&draft.target)),
                liability: hold.map_or(liability_of(subject), |(_, known)| known.liability),
                amount: draft.amount,
                units: None,
                share: None,
                term: draft.until.map(|to| Term { from, to }),
                hold: hold.map(|(id, _)| *id),
                known_available: found.and_then(|found| found.available),
                reason: Reason::new(draft.ground.as_deref().unwrap_or("drafted-by-hand")),
            }],
            purpose: "control".into(),
            basis: basis.map_err(|refusal| refusal.to_string())?.clone(),
            documents: court.usable_documents(),
            identity: court.state.persons[&subject].0.strength.clone(),
            not_before: None,
            replaces,
            original: original.map_or(order, |known| known.draft.original),
        };
        let overrides = draft.set_aside.iter().map(|(rule, ground)| Override {
            rule: rule.clone(),
            officers: [officer("judge").0, officer("bureau-head").0],
            ground: ground.clone(),
        });
        Ok(Command::DraftPlan {
            plan: next_plan(court),
            orders: vec![drafted],
            overrides: overrides.collect(),
        })
    }

    /// A final reply with the unit's next number and nothing in it.
    fn reply(&mut self, order: OrderId) -> Reply {
        let next = self.court.sequences.entry(order).or_default();
        *next += 1;
        let sequence = *next;
        Reply {
            sequence,
            last: true,
            corrects: None,
            way: Way {
                answered_at: Some(self.court.time()),
                ..Way::default()
            },
            received_at: self.court.time(),
            truth: Truth::Claimed,
            raw_hash: Digest::of(format!("{order} {sequence}").as_bytes()),
            raw_evidence: None,
            raw_signature: None,
            order_hash: Digest::of(order.0.as_bytes()),
            lines: vec![],
            found: vec![],
            receipt_number: None,
            refused: None,
            refused_text: None,
            fault: None,
        }
    }

    fn answer(&mut self, answer: &Answer) -> Result<Command, String> {
        let order = self.court.order(&answer.order)?;
        let asked = self.court.state.orders.get(&order);
        let asked = asked.and_then(|known| known.draft.lines.first()?.term);
        let from = asked.map_or_else(|| self.today(), |term| term.from);
        let before = self.court.sequences.get(&order).copied();
        let mut reply = self.reply(order);
        if let Some(sequence) = answer.sequence {
            reply.sequence = sequence;
            let highest = before.unwrap_or_default().max(sequence);
            self.court.sequences.insert(order, highest);
        }
        // What a unit says twice is the same reply.
        let words = format!(
            "{order} {} {} {:?} {:?}",
            reply.sequence, answer.outcome, answer.held, answer.rank
        );
        reply.raw_hash = Digest::of(words.as_bytes());
        reply.last = !answer.more;
        reply.corrects = answer.corrects;
        if answer.confirmed {
            reply.truth = Truth::Confirmed;
        }
        if answer.other_bytes {
            reply.order_hash = Digest::of(b"other bytes");
        }
        reply.lines = vec![LineReply {
            held: answer.held,
            beyond_balance: answer.beyond,
            waiting: answer.queued,
            rank: answer.rank,
            term: answer.until.map(|to| Term { from, to }),
            ..LineReply::new(1, Outcome::from(answer.outcome.as_str()))
        }];
        Ok(Command::FoldReply { order, reply })
    }

    fn adopt(&mut self, adopted: &Adopted) -> Result<Command, String> {
        let asset = AssetId(id(&adopted.asset));
        self.court.names.insert(asset.0, adopted.asset.clone());
        let debtor = first_debtor(&self.court)?;
        Ok(Command::AdoptHold {
            hold: HoldId(id(&format!("adopted {}", adopted.asset))),
            asset,
            class: AssetClass::Deposit,
            number: sealed(&adopted.asset),
            unit: unit_id(&adopted.unit),
            liability: liability_of(debtor),
            measure: Measure::from(adopted.measure.as_str()),
            limit: Some(adopted.limit),
            held: Some(adopted.held),
            rank: adopted.rank,
            from: None,
            ends: Ends {
                as_ordered: Some(adopted.until),
                as_unit_states: None,
                as_unit_states_at: None,
                as_law_computes: None,
                rule: None,
                alarm: None,
            },
            source: None,
        })
    }
}

fn next_plan(court: &Court) -> PlanId {
    PlanId(id(&format!("plan {}", court.state.revision)))
}

/// The intake window that a unit states, in milliseconds.
fn window(court: &Court, order: &OrderId) -> Option<i64> {
    let known = court.state.orders.get(order)?;
    let unit = rules().units().get(&known.draft.unit)?;
    let class = known.draft.lines.first().map(|line| &line.class);
    let ability = unit.ability(&known.draft.measure, class)?;
    let minutes = ability.intake_window_minutes?;
    Some(i64::from(minutes) * HOUR / 60)
}
