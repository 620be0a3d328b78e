//! What asking brings.

use super::subject::{
    Held, Subject, held_hash, hold, inquire, inquiry, no_effect, one_effect, parcel, submit,
};
use crate::connector::{InquireError, Inquiry, Standing, Submitted};
use crate::wire::InquiryBody;

/// A standing that is signed says `not-found` for what never came.
pub async fn an_unknown_order_is_not_found(subject: &dyn Subject) -> Held {
    let order = subject.fresh_order().order;
    let standing = inquire(subject, order).await?;
    hold(
        matches!(standing, Standing::NotFound { .. }),
        "an order that never came was found",
    )?;
    hold(standing.signed().is_some(), "a standing bears no signature")
}

/// What was submitted is found at once, under the hash of its bytes.
pub async fn a_known_order_is_found_under_its_hash(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    submit(subject, &parcel).await?;
    let held = held_hash(&inquire(subject, parcel.order).await?);
    hold(
        held == Some(parcel.hash),
        "a submitted order is not found under its hash",
    )
}

/// A standing holds the answer that was given at once, byte for byte.
pub async fn a_standing_repeats_the_answer(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    let Submitted::Answered(reply) = submit(subject, &parcel).await? else {
        return Ok(());
    };
    let Standing::Answered { replies, .. } = inquire(subject, parcel.order).await? else {
        return hold(false, "an answered order does not stand as answered");
    };
    let repeated = replies.iter().any(|each| each.body == reply.body);
    hold(repeated, "a standing leaves out the answer that was given")
}

/// Asking before, in any number, neither takes the order in nor bars it.
pub async fn asking_takes_nothing_in(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    for _ in 0..3 {
        let standing = inquire(subject, parcel.order).await?;
        hold(
            matches!(standing, Standing::NotFound { .. }),
            "an inquiry took an order in",
        )?;
    }
    no_effect(subject, parcel.order).await?;
    submit(subject, &parcel).await?;
    one_effect(subject, parcel.order).await
}

/// Asked twice, the unit answers each question, and does not repeat itself.
pub async fn each_standing_answers_its_own_inquiry(subject: &dyn Subject) -> Held {
    let parcel = parcel(subject, &subject.fresh_order())?;
    for submitted in [false, true] {
        if submitted {
            submit(subject, &parcel).await?;
        }
        for _ in 0..2 {
            let asked = inquiry(subject, parcel.order)?;
            let standing = subject.connector().inquire(&asked).await;
            hold(
                standing.is_ok_and(|standing| standing.word().body.inquiry_hash == asked.hash()),
                "a standing does not bind the inquiry that it answers",
            )?;
        }
    }
    Ok(())
}

async fn turned_away(subject: &dyn Subject, twist: impl Fn(&mut InquiryBody)) -> Held {
    let mut body = inquiry(subject, subject.fresh_order().order)?
        .body()
        .clone();
    twist(&mut body);
    let asked = Inquiry::new(subject.unit(), body)?;
    hold(
        matches!(
            subject.connector().inquire(&asked).await,
            Err(InquireError::Refused { .. })
        ),
        "an inquiry that is not for this unit, or not of its court, was answered",
    )
}

/// An inquiry that names another unit.
pub async fn an_inquiry_for_another_unit_is_turned_away(subject: &dyn Subject) -> Held {
    turned_away(subject, |inquiry| inquiry.unit.push_str("-other")).await
}

/// An inquiry that names a court whose key did not sign it.
pub async fn an_inquiry_of_another_court_is_turned_away(subject: &dyn Subject) -> Held {
    turned_away(subject, |inquiry| inquiry.court.push('9')).await
}
