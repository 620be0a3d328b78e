//! One type for the events of all streams.

use levy_domain::{court, court::access, matter, number, sweep, unit};
use serde::{Serialize, Serializer};
use std::fmt;

/// An event of any stream kind. `Debug` shows its type and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub enum AnyEvent {
    /// Of a matter.
    Matter(matter::Event),
    /// Of a round of queries.
    Sweep(sweep::Event),
    /// Of a unit.
    Unit(unit::Event),
    /// Of the court.
    Court(court::Event),
    /// Of the record of accesses.
    Access(access::Event),
    /// Of a case number.
    Number(number::Event),
}

impl AnyEvent {
    /// Every stream kind with the type literals that may stand in it.
    pub const STREAMS: [(&'static str, &'static [&'static str]); 6] = [
        ("matter", matter::Event::KINDS),
        ("sweep", sweep::Event::KINDS),
        ("unit", unit::Event::KINDS),
        ("court", court::Event::KINDS),
        ("access", access::Event::KINDS),
        ("number", number::Event::KINDS),
    ];

    /// The stored type literal.
    pub fn kind(&self) -> &'static str {
        match self {
            AnyEvent::Matter(event) => event.kind(),
            AnyEvent::Sweep(event) => event.kind(),
            AnyEvent::Unit(event) => event.kind(),
            AnyEvent::Court(event) => event.kind(),
            AnyEvent::Access(event) => event.kind(),
            AnyEvent::Number(event) => event.kind(),
        }
    }

    /// The kind of stream it belongs to: what stands before the dash of the
    /// stream's name.
    pub fn stream_kind(&self) -> &'static str {
        match self {
            AnyEvent::Matter(_) => "matter",
            AnyEvent::Sweep(_) => "sweep",
            AnyEvent::Unit(_) => "unit",
            AnyEvent::Court(_) => "court",
            AnyEvent::Access(_) => "access",
            AnyEvent::Number(_) => "number",
        }
    }

    /// The matter's event, if it is one.
    pub fn matter(&self) -> Option<&matter::Event> {
        if let AnyEvent::Matter(event) = self {
            Some(event)
        } else {
            None
        }
    }

    /// The sweep's event, if it is one.
    pub fn sweep(&self) -> Option<&sweep::Event> {
        if let AnyEvent::Sweep(event) = self {
            Some(event)
        } else {
            None
        }
    }

    /// The unit's event, if it is one.
    pub fn unit(&self) -> Option<&unit::Event> {
        if let AnyEvent::Unit(event) = self {
            Some(event)
        } else {
            None
        }
    }

    /// The court's event, if it is one.
    pub fn court(&self) -> Option<&court::Event> {
        if let AnyEvent::Court(event) = self {
            Some(event)
        } else {
            None
        }
    }

    /// The access event, if it is one.
    pub fn access(&self) -> Option<&access::Event> {
        if let AnyEvent::Access(event) = self {
            Some(event)
        } else {
            None
        }
    }
}

/// The payload alone; its type stands beside it.
impl Serialize for AnyEvent {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            AnyEvent::Matter(event) => event.serialize(s),
            AnyEvent::Sweep(event) => event.serialize(s),
            AnyEvent::Unit(event) => event.serialize(s),
            AnyEvent::Court(event) => event.serialize(s),
            AnyEvent::Access(event) => event.serialize(s),
            AnyEvent::Number(event) => event.serialize(s),
        }
    }
}

impl fmt::Debug for AnyEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.stream_kind(), self.kind())
    }
}

impl From<matter::Event> for AnyEvent {
    fn from(event: matter::Event) -> Self {
        AnyEvent::Matter(event)
    }
}

impl From<sweep::Event> for AnyEvent {
    fn from(event: sweep::Event) -> Self {
        AnyEvent::Sweep(event)
    }
}

impl From<unit::Event> for AnyEvent {
    fn from(event: unit::Event) -> Self {
        AnyEvent::Unit(event)
    }
}

impl From<court::Event> for AnyEvent {
    fn from(event: court::Event) -> Self {
        AnyEvent::Court(event)
    }
}

impl From<access::Event> for AnyEvent {
    fn from(event: access::Event) -> Self {
        AnyEvent::Access(event)
    }
}

impl From<number::Event> for AnyEvent {
    fn from(event: number::Event) -> Self {
        AnyEvent::Number(event)
    }
}
