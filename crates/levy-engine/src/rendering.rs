//! Orders as the exact bytes that will be sent. Rendered once; a query's
//! bytes are rebuilt from the same stored facts and held against their hash.

use crate::{
    brief::{Brief, Cited, Signatory, Subject, cited, subject},
    parts::CourtSeat,
    personal::Personal,
};
use levy_connect::wire::{
    CourtAccount, FenceBody, OrderBasis, OrderBody, OrderDocument, OrderLine, OrderOfficer,
    OrderSubject, Private, V1, WireError, body_hash,
};
use levy_domain::{
    bytes::Digest,
    id::{OrderId, PlanId, UnitId},
    matter::{self, issuing::documents_of},
    order::{Fence, Measure, OrderDraft},
    rules::Rules,
    time::Timestamp,
};
use levy_proof::OpenError;
use thiserror::Error;

/// Why an order cannot be rendered.
#[derive(Debug, Error)]
pub(crate) enum RenderError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Wire(#[from] WireError),
    #[error("LEVY-E30 {0} is not known; register it first")]
    Unknown(&'static str),
}

pub(crate) struct Rendered {
    pub bytes: Vec<u8>,
    pub hash: Digest,
}

fn documents(cited: &[Cited]) -> Vec<OrderDocument> {
    cited
        .iter()
        .map(|document| OrderDocument {
            kind: document.kind.clone(),
            number: document.number.clone(),
            hash: document.hash,
        })
        .collect()
}

fn officers(signatories: &[Signatory]) -> Vec<OrderOfficer> {
    signatories
        .iter()
        .map(|officer| OrderOfficer {
            name: officer.name.clone(),
            role: officer.role.clone(),
            card: officer.card.clone(),
        })
        .collect()
}

fn subject_body(subject: &Subject) -> OrderSubject {
    OrderSubject {
        kind: subject.kind.clone(),
        name: subject.name.clone(),
        identity_kind: subject.identity_kind.clone(),
        identity: subject.identity.clone(),
    }
}

/// What every body of one issue shares.
pub(crate) struct Setting<'a> {
    pub seat: &'a CourtSeat,
    pub rules: &'a Rules,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub fence: Fence,
}

impl Setting<'_> {
    fn code(&self, unit: &UnitId) -> Result<String, RenderError> {
        let profile = self
            .rules
            .units()
            .get(unit)
            .ok_or(RenderError::Unknown("unit"))?;
        Ok(profile.code.clone())
    }

    fn finish(&self, body: &OrderBody) -> Result<Rendered, RenderError> {
        let (bytes, hash) = body_hash(body)?;
        Ok(Rendered { bytes, hash })
    }

    /// One query of a sweep.
    pub(crate) fn query(
        &self,
        brief: &Brief,
        order: OrderId,
        unit: &UnitId,
        subject: &Subject,
    ) -> Result<Rendered, RenderError> {
        self.finish(&OrderBody {
            v: V1,
            order,
            original: order,
            replaces: None,
            court: self.seat.code.clone(),
            case_number: brief.case_number.clone(),
            unit: self.code(unit)?,
            measure: Measure::Query,
            fence: FenceBody::from_domain(&brief.sweep.to_string(), self.fence)?,
            purpose: brief.purpose.clone(),
            basis: OrderBasis::from(&brief.basis),
            subject: subject_body(subject),
            lines: Vec::new(),
            documents: documents(&brief.documents),
            officers: officers(&brief.officers),
            account: None,
            issued_at: self.issued_at,
            not_before: None,
            expires_at: self.expires_at,
        })
    }

    /// One order of a matter's plan.
    pub(crate) fn order(
        &self,
        state: &matter::State,
        plan: &PlanId,
        draft: &OrderDraft,
        signatories: &[Signatory],
        desk: &Personal,
    ) -> Result<Rendered, RenderError> {
        let matter = state.matter.ok_or(RenderError::Unknown("matter"))?;
        let (_, case) = state
            .current_case()
            .ok_or(RenderError::Unknown("case number"))?;
        let subject =
            subject(state, desk, matter, &draft.subject)?.ok_or(RenderError::Unknown("person"))?;
        let mut lines = Vec::with_capacity(draft.lines.len());
        for line in &draft.lines {
            let number = desk.open_person(matter, draft.subject, "asset.number", &line.number)?;
            let hold = line.hold.and_then(|hold| state.holds.get(&hold)?.order);
            let hold = hold.map(|(order, line)| {
                let original = state
                    .orders
                    .get(&order)
                    .map_or(order, |known| known.draft.order);
                (original, line)
            });
            lines.push(OrderLine::from_domain(line, number, hold)?);
        }
        let transfer = draft.measure == Measure::Transfer;
        let account = transfer.then(|| CourtAccount {
            holder: Private::new(self.seat.account.holder.clone()),
            number: Private::new(self.seat.account.number.clone()),
            bank: self.seat.account.bank.clone(),
            bank_code: None,
        });
        self.finish(&OrderBody {
            v: V1,
            order: draft.order,
            original: draft.original,
            replaces: draft.replaces,
            court: self.seat.code.clone(),
            case_number: Private::new(case.number.clone()),
            unit: self.code(&draft.unit)?,
            measure: draft.measure.clone(),
            fence: FenceBody::from_domain(&matter.to_string(), self.fence)?,
            purpose: draft.purpose.to_string(),
            basis: OrderBasis::from(&draft.basis),
            subject: subject_body(&subject),
            lines,
            documents: documents(&cited(documents_of(state, draft, plan))),
            officers: officers(signatories),
            account,
            issued_at: self.issued_at,
            not_before: draft.not_before,
            expires_at: self.expires_at,
        })
    }
}
