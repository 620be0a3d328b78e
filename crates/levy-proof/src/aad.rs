//! Where a sealed value belongs. A box opens only in its own place.

/// The place of a sealed value. All four are ids or names, never personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aad<'a> {
    /// The court.
    pub court: &'a str,
    /// The matter's id, or that of whatever stream the value belongs to.
    pub matter: &'a str,
    /// Whom it is about: the unit of shredding.
    pub subject: &'a str,
    /// The field, such as `id-number` or `debtor.id-number`. What follows the
    /// last dot is the field's *kind*: equal values of one kind have equal
    /// tokens within a court. Stored with the box in effect; never rename it.
    pub field: &'a str,
}

/// Whose data key: one for each matter and subject of a court.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyScope<'a> {
    /// The court.
    pub court: &'a str,
    /// The matter's id.
    pub matter: &'a str,
    /// The subject.
    pub subject: &'a str,
}

impl<'a> Aad<'a> {
    /// The field's kind: what follows its last dot, or all of it.
    #[must_use]
    pub fn kind(&self) -> &'a str {
        self.field.rsplit('.').next().unwrap_or(self.field)
    }

    /// Whose key seals it.
    #[must_use]
    pub const fn scope(&self) -> KeyScope<'a> {
        KeyScope {
            court: self.court,
            matter: self.matter,
            subject: self.subject,
        }
    }

    /// Court, matter, subject, field, suite, each behind its length.
    pub(crate) fn canonical(&self, suite: &str) -> Vec<u8> {
        let fields = [self.court, self.matter, self.subject, self.field, suite];
        canonical(&fields)
    }
}

impl KeyScope<'_> {
    /// Court, matter, subject, each behind its length.
    pub(crate) fn canonical(&self) -> Vec<u8> {
        canonical(&[self.court, self.matter, self.subject])
    }
}

/// Each text behind its length as 8 bytes, big-endian: no two lists agree.
fn canonical(fields: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(fields.iter().map(|field| field.len() + 8).sum());
    for field in fields {
        bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
        bytes.extend_from_slice(field.as_bytes());
    }
    bytes
}
