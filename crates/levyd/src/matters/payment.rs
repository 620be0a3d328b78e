//! Voluntary payments.

use crate::{
    api,
    office::Office,
    refused::Refused,
    request::{date, id, id_or, money},
};
use levy::domain::{
    id::{MatterId, PersonId, ReceiptId},
    matter::Command,
};

pub(super) async fn record(
    office: &Office,
    asked: api::RecordPaymentRequest,
) -> Result<api::Made, Refused> {
    let given = office.given(&asked, asked.act.as_ref())?;
    let matter: MatterId = id("matter", &asked.matter)?;
    let receipt = id_or("receipt", &asked.receipt, || {
        ReceiptId::derive(given.id.0, &[b"receipt"])
    })?;
    let person: PersonId = id("person", &asked.person)?;
    let amount = money("amount", asked.amount.as_ref())?;
    let paid_on = date("paid_on", &asked.paid_on)?;
    if !office
        .look(matter, move |state| state.persons.contains_key(&person))
        .await?
    {
        return Err(Refused::Absent("party"));
    }
    let proof = match asked.proof {
        None => None,
        Some(proof) => Some(
            office
                .seal_body(matter, person, "payment.proof", proof)
                .await?,
        ),
    };
    let evidence = proof.as_ref().map(|proof| proof.digest());
    let command = Command::RecordPayment {
        receipt,
        person,
        amount,
        paid_on,
        evidence,
    };
    let done = office
        .matter(given, matter, command, proof.into_iter().collect())
        .await?;
    Ok(api::Made {
        id: receipt.to_string(),
        done: Some(done),
    })
}
