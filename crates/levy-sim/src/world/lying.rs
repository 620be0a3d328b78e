//! Units that lie: late, lost on the way there or back, twice, out of order,
//! in parts, contradictory, corrected later, wrong in the sum, cut off,
//! forgetful of ids, blind to fences, poisoned by one item.
//!
//! What a unit does to an order is drawn from (seed, unit, order, attempt);
//! what it *did* goes into the [`Books`], which it never shows the court.

mod deeds;
mod doors;
mod mouth;
mod roster;
mod temper;
mod tides;
mod town;

pub use roster::roster;
pub use temper::Temper;

use super::{
    auditor::books::Books,
    keys::Keys,
    planted::Plant,
    post::{Mail, Post},
};
use crate::draw::Draw;
use levy_connect::wire::{OrderBody, ReceiptBody, ReplyBody, V1};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, UnitId},
    money::Money,
    time::{DAY, Timestamp},
    unit::UnitProfile,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use town::{Account, Town};

/// One unit.
struct Unit {
    profile: UnitProfile,
    temper: Temper,
    /// Cut off from the world, such as by a mudslide.
    cut_off: Option<(Timestamp, Timestamp)>,
}

/// An order that a unit took in.
struct Taken {
    unit: UnitId,
    hash: Digest,
    delivered_at: Timestamp,
    /// Everything it says of it, with the moment from which it says so.
    replies: Vec<(Timestamp, ReplyBody)>,
}

/// What happens at units of itself.
#[derive(Debug, Clone)]
enum Later {
    /// Bytes that were long on their way arrive.
    Arrive(UnitId, Arc<[u8]>),
    /// Money comes into an account.
    Inflow(UnitId, String, u64),
    /// An earlier measure of another court ends.
    Ends(UnitId, String),
}

/// Money on its way to the court's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// When the court's bank books it.
    pub at: Timestamp,
    /// Which unit sent it.
    pub unit: UnitId,
    /// By which transfer.
    pub order: OrderId,
    /// By which line of it.
    pub line: u32,
    /// How much.
    pub amount: Money,
    /// The bank's own number.
    pub number: u64,
}

/// All units of a world.
pub struct Lying {
    seed: u64,
    keys: Arc<Keys>,
    units: BTreeMap<UnitId, Unit>,
    town: Town,
    taken: BTreeMap<OrderId, Taken>,
    /// Highest fence seen, by scope and number.
    fences: BTreeMap<(String, String), (u64, u64)>,
    attempts: BTreeMap<OrderId, u32>,
    later: BTreeMap<u64, Later>,
    latest: u64,
    credits: Vec<Credit>,
    books: Books,
    honest: bool,
    /// What is wrong with them beyond their tempers.
    plant: Option<Plant>,
    lies: BTreeMap<&'static str, u64>,
}

impl Lying {
    /// The units of the [`roster`], for the year that begins at `start`.
    #[must_use]
    pub fn new(seed: u64, keys: Arc<Keys>, start: Timestamp) -> Self {
        let unit = |profile: UnitProfile| {
            let mut draw = Draw::keyed(seed, "unit", &[profile.code.as_bytes()]);
            let cut_off = draw.chance(300).then(|| {
                let from = start.plus(i64::try_from(draw.below(300)).unwrap_or(0) * DAY);
                (
                    from,
                    from.plus(i64::try_from(draw.between(2, 14)).unwrap_or(2) * DAY),
                )
            });
            let temper = Temper::draw(&mut draw);
            (
                profile.unit,
                Unit {
                    profile,
                    temper,
                    cut_off,
                },
            )
        };
        Lying {
            seed,
            keys,
            units: roster().into_iter().map(unit).collect(),
            town: Town::new(seed),
            taken: BTreeMap::new(),
            fences: BTreeMap::new(),
            attempts: BTreeMap::new(),
            later: BTreeMap::new(),
            latest: 0,
            credits: Vec::new(),
            books: Books::default(),
            honest: false,
            plant: None,
            lies: BTreeMap::new(),
        }
    }

    /// Units break what they are certified for.
    pub fn plant(&mut self, plant: Option<Plant>) {
        self.plant = plant;
    }

    /// From now on every unit does as it is asked, once, and says so.
    pub fn heal(&mut self) {
        self.honest = true;
    }

    /// Which lies were told how often.
    pub fn lies(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.lies.iter().map(|(lie, count)| (*lie, *count))
    }

    fn lied(&mut self, lie: &'static str) {
        *self.lies.entry(lie).or_default() += 1;
    }

    /// When a unit is cut off this year.
    pub fn closures(&self) -> impl Iterator<Item = (UnitId, Timestamp, Timestamp)> + '_ {
        let closed = |(id, unit): (&UnitId, &Unit)| unit.cut_off.map(|(from, to)| (*id, from, to));
        self.units.iter().filter_map(closed)
    }

    /// What the court's bank booked by now, taken out.
    pub fn take_credits(&mut self, now: Timestamp) -> Vec<Credit> {
        let (booked, rest) = std::mem::take(&mut self.credits)
            .into_iter()
            .partition(|credit| credit.at <= now);
        self.credits = rest;
        booked
    }

    /// When the court's bank books next.
    pub fn next_credit(&self) -> Option<Timestamp> {
        self.credits.iter().map(|credit| credit.at).min()
    }

    /// Two officers ask at the counter what became of an order: what the unit
    /// said of it, or `None` when it never took it in. Counters tell the
    /// truth.
    pub fn statement(&self, order: OrderId, now: Timestamp) -> Option<Vec<ReplyBody>> {
        let taken = self.taken.get(&order)?;
        let said = taken.replies.iter().filter(|(at, _)| *at <= now);
        Some(said.map(|(_, reply)| reply.clone()).collect())
    }

    fn put_later(&mut self, at: Timestamp, what: Later, post: &mut Post) {
        self.latest += 1;
        self.later.insert(self.latest, what);
        post.put(at, Mail::Unit(self.latest));
    }

    /// The bytes are there. Answers what the unit says at once, if anything,
    /// else the receipt.
    fn arrive(
        &mut self,
        unit: UnitId,
        bytes: &[u8],
        now: Timestamp,
        post: &mut Post,
    ) -> Option<Said> {
        let body: OrderBody = serde_json::from_slice(bytes).ok()?;
        let (order, hash) = (body.order, Digest::of(bytes));
        let known = self.units.get(&unit)?;
        let honours_ids = known.profile.honours_ids && self.plant != Some(Plant::IdsForgotten);
        let fences = known.profile.honours_fences;
        let code = known.profile.code.clone();
        if honours_ids && let Some(taken) = self.taken.get(&order) {
            if taken.hash != hash {
                return None;
            }
            return Some(said(taken, &body, now));
        }
        let again = self.taken.contains_key(&order);
        if again {
            self.lied("did-it-again");
        }
        let refused = if now > body.expires_at {
            Some("expired")
        } else if fences && self.is_behind(&body) {
            self.lied("fence-held");
            Some("stale-fence")
        } else {
            None
        };
        let mut mouth = mouth::Mouth::new(&body, hash, &code, now);
        let replies = match refused {
            Some(why) => mouth.no(why),
            None => {
                let lines = self.carry_out(unit, &body, now, post);
                let temper = if self.honest {
                    Temper::honest()
                } else {
                    self.units.get(&unit)?.temper
                };
                let parts: [&[u8]; 2] = [order.0.as_bytes(), &[u8::from(again)]];
                let draw = Draw::keyed(self.seed, "mouth", &parts);
                let (replies, lies) = mouth.speak(lines, &temper, draw);
                for lie in lies {
                    self.lied(lie);
                }
                replies
            }
        };
        self.mark_lies(&body, &replies);
        self.stray(unit, &replies, now, post);
        let taken = Taken {
            unit,
            hash,
            delivered_at: now,
            replies: replies.clone(),
        };
        let first = said(&taken, &body, now);
        self.taken.insert(order, taken);
        let at_once = matches!(first, Said::Reply(_));
        for (at, reply) in replies.into_iter().skip(usize::from(at_once)) {
            self.call(unit, at.max(now.plus(1)), &reply, post);
        }
        Some(first)
    }

    /// Now and then a unit calls about an order that the court never gave.
    fn stray(
        &mut self,
        unit: UnitId,
        replies: &[(Timestamp, ReplyBody)],
        now: Timestamp,
        post: &mut Post,
    ) {
        let Some((_, reply)) = replies.first() else {
            return;
        };
        let mut draw = Draw::keyed(self.seed, "stray", &[reply.order.0.as_bytes()]);
        if self.honest || !draw.chance(4) {
            return;
        }
        self.lied("stray");
        let stray = ReplyBody {
            order: OrderId::derive(reply.order.0, &[b"nobody gave it"]),
            ..reply.clone()
        };
        self.call(unit, now.plus(DAY), &stray, post);
    }

    /// The unit will call the court.
    fn call(&mut self, unit: UnitId, at: Timestamp, reply: &ReplyBody, post: &mut Post) {
        let Ok(word) = self.keys.word(&unit, reply) else {
            return;
        };
        let mail = Mail::Reply {
            unit,
            reply: Box::new(word),
        };
        let parts: [&[u8]; 2] = [reply.order.0.as_bytes(), &reply.sequence.to_be_bytes()];
        let mut draw = Draw::keyed(self.seed, "call", &parts);
        if !self.honest && draw.chance(60) {
            self.lied("called-twice");
            let again = at.plus(i64::try_from(draw.between(0, 20)).unwrap_or(0) * DAY);
            post.put(again, mail.clone());
        }
        post.put(at, mail);
    }

    fn is_behind(&self, body: &OrderBody) -> bool {
        let fence = (body.fence.epoch.get(), body.fence.revision.get());
        body.lines.iter().any(|line| {
            let target = (body.fence.scope.clone(), line.number.expose().to_owned());
            self.fences.get(&target).is_some_and(|seen| fence < *seen)
        })
    }

    fn account(&mut self, unit: UnitId, number: &str) -> Option<&mut Account> {
        self.town.account(unit, number)
    }

    fn cut_off(&self, unit: &UnitId, now: Timestamp) -> bool {
        let closed = self.units.get(unit).and_then(|unit| unit.cut_off);
        !self.honest && closed.is_some_and(|(from, to)| (from..to).contains(&now))
    }
}

/// What a unit says at once.
enum Said {
    Reply(Box<ReplyBody>),
    Receipt(Box<ReceiptBody>),
}

/// The last word so far; a receipt while there is none.
fn said(taken: &Taken, body: &OrderBody, now: Timestamp) -> Said {
    let last = taken.replies.iter().rfind(|(at, _)| *at <= now);
    match last {
        Some((_, reply)) => Said::Reply(Box::new(reply.clone())),
        None => Said::Receipt(Box::new(ReceiptBody {
            v: V1,
            order: body.order,
            order_hash: taken.hash,
            unit: body.unit.clone(),
            delivered_at: taken.delivered_at,
            served_at: None,
            receipt_number: None,
        })),
    }
}

/// Numbers that the court's bank gives.
fn number_of(order: OrderId, line: u32) -> u64 {
    let low = u64::from_be_bytes(order.0.as_bytes()[8..].try_into().unwrap_or_default());
    low.wrapping_add(u64::from(line))
}

/// Orders whose hold has a lie in its last word.
type Liars = BTreeSet<(OrderId, u32)>;
