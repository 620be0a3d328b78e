//! The units against levy-connect's own clauses.

use super::rig::*;
use async_trait::async_trait;
use levy_connect::{
    Connector,
    conformance::{Finding, Subject, certify},
    wire::{FoundBody, OrderBody},
};
use levy_domain::{
    id::{OrderId, UnitId},
    order::Measure,
    rules::directory::unit_id,
};
use levy_sim::draw::Draw;
use std::sync::atomic::{AtomicU32, Ordering};

/// A unit with accounts enough for every clause.
struct Examined {
    rig: Rig,
    unit: &'static str,
    fences: bool,
    accounts: Vec<(u32, FoundBody)>,
    next: AtomicU32,
}

impl Examined {
    async fn new(rig: Rig, unit: &'static str, fences: bool) -> Self {
        let mut accounts = Vec::new();
        let mut from = 0;
        while accounts.len() < 40 {
            let (person, found) = rig.debtor(unit, from).await;
            accounts.push((person, found));
            from = person + 1;
        }
        Examined {
            rig,
            unit,
            fences,
            accounts,
            next: AtomicU32::new(0),
        }
    }

    /// An id whose freeze is neither refused nor returned.
    fn good_id(&self) -> OrderId {
        loop {
            let order = id(
                "examined",
                self.unit,
                self.next.fetch_add(1, Ordering::Relaxed),
            );
            let parts: [&[u8]; 2] = [self.unit.as_bytes(), order.0.as_bytes()];
            if Draw::keyed(SEED, "freeze", &parts).below(1_000) >= 30 {
                return order;
            }
        }
    }
}

#[async_trait]
impl Subject for Examined {
    fn connector(&self) -> &dyn Connector {
        &self.rig.connector
    }

    fn unit(&self) -> UnitId {
        unit_id(self.unit)
    }

    fn fresh_order(&self) -> OrderBody {
        let order = self.good_id();
        let at = self.next.fetch_add(1, Ordering::Relaxed) as usize;
        let (person, found) = &self.accounts[at % self.accounts.len()];
        let mut fresh = measure(Measure::Freeze, found, self.unit, *person, 1_000);
        fresh.fence.scope = format!("examined-{at}");
        (fresh.order, fresh.original) = (order, order);
        fresh
    }

    fn honours_fences(&self) -> bool {
        self.fences
    }

    async fn effects(&self, order: OrderId) -> Option<u32> {
        Some(
            self.rig
                .units
                .statement(self.unit, order)
                .await
                .unwrap()
                .effects,
        )
    }
}

async fn breaches(unit: &'static str, fences: bool) -> Vec<Finding> {
    let dir = tempfile::tempdir().unwrap();
    let rig = Rig::over(dir.path(), false).await;
    let examined = Examined::new(rig, unit, fences).await;
    certify(&examined)
        .await
        .into_iter()
        .filter(|finding| finding.held.is_err())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_keeps_ids_and_fences_holds_every_clause() {
    assert_eq!(breaches(HONEST, true).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_forgets_is_found_out() {
    let found = breaches(FORGETFUL, false).await;
    let names: Vec<_> = found.iter().map(|finding| finding.clause).collect();
    assert!(names.contains(&"a_repeat_takes_effect_once"), "{names:?}");
    assert!(
        names.contains(&"a_known_order_is_found_under_its_hash"),
        "{names:?}"
    );
    assert!(
        found
            .iter()
            .all(|finding| finding.chapter == "repeats" || finding.chapter == "inquiries"),
        "{found:?}"
    );
}
