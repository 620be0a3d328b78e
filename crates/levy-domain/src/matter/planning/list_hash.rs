//! What an officer approves, as bytes. Every field stands with its length, so
//! that no two lists have one encoding; the encoding never changes, since
//! approvals in the log name it.

use crate::{
    bytes::Digest,
    money::Money,
    order::{Line, OrderDraft},
};

/// SHA-256 over the list: every order with its lines, in order. Of a sealed
/// number the token counts, not the box.
pub fn list_hash(orders: &[OrderDraft]) -> Digest {
    let mut list = Encoding::default();
    list.text("levy plan list 1");
    list.count(orders.len());
    for order in orders {
        list.order(order);
    }
    Digest::of(&list.0)
}

#[derive(Default)]
struct Encoding(Vec<u8>);

impl Encoding {
    fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn count(&mut self, count: usize) {
        self.0.extend_from_slice(&(count as u64).to_be_bytes());
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_be_bytes());
    }

    fn maybe<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.0.push(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn money(&mut self, money: Option<Money>) {
        self.maybe(money, |list, money| {
            list.number(money.minor);
            list.text(money.currency.as_str());
        });
    }

    fn order(&mut self, order: &OrderDraft) {
        self.bytes(order.order.0.as_bytes());
        self.text(order.measure.as_str());
        self.bytes(order.unit.0.as_bytes());
        self.bytes(order.subject.0.as_bytes());
        self.text(order.route.as_str());
        self.text(&order.purpose);
        self.text(&order.basis.rule);
        self.text(&order.basis.version);
        self.text(&order.basis.article);
        self.count(order.documents.len());
        for document in &order.documents {
            self.bytes(document.0.as_bytes());
        }
        self.text(order.identity.as_str());
        self.maybe(order.not_before, |list, at| list.bytes(&at.0.to_be_bytes()));
        self.maybe(order.replaces, |list, id| list.bytes(id.0.as_bytes()));
        self.bytes(order.original.0.as_bytes());
        self.count(order.lines.len());
        for line in &order.lines {
            self.line(line);
        }
    }

    fn line(&mut self, line: &Line) {
        self.number(line.line.into());
        self.bytes(line.asset.0.as_bytes());
        self.text(line.class.as_str());
        self.bytes(&line.number.token.0.0);
        self.bytes(line.liability.0.as_bytes());
        self.money(line.amount);
        self.maybe(line.units, Self::number);
        self.maybe(line.share, |list, share| {
            list.number(share.numerator.into());
            list.number(share.denominator.into());
        });
        self.maybe(line.term, |list, term| {
            list.text(&term.from.to_string());
            list.text(&term.to.to_string());
        });
        self.maybe(line.hold, |list, id| list.bytes(id.0.as_bytes()));
        self.money(line.known_available);
        self.text(&line.reason.key);
        self.maybe(line.reason.rule.as_deref(), Self::text);
    }
}
