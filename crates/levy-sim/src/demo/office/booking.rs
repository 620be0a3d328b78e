//! The court's account: what came in is booked.

use super::Office;
use crate::{demo::DemoError, units::Credit};
use levy_domain::{
    id::{CommandId, ReceiptId},
    matter,
    money::Money,
    stamp::Actor,
    time::Zone,
};

impl Office {
    /// Books what arrived in the court's account; the last line booked.
    ///
    /// # Errors
    /// [`DemoError`].
    pub(in crate::demo) async fn book(&self, after: u64) -> Result<(u64, u64), DemoError> {
        let credits = self.units.credits(after).await?;
        let mut last = after;
        let count = credits.len() as u64;
        if !credits.is_empty() {
            self.levy.refresh_views().await?;
        }
        for credit in credits {
            last = last.max(credit.seq);
            self.book_one(&credit).await?;
        }
        Ok((last, count))
    }

    async fn book_one(&self, credit: &Credit) -> Result<(), DemoError> {
        let Some(view) = self.levy.views().order(credit.order).await? else {
            return Err(DemoError::Data(format!(
                "a credit names an unknown order {}",
                credit.order
            )));
        };
        let unit = self
            .levy
            .engine()
            .rules()
            .units()
            .by_code(&credit.unit)
            .map(|unit| unit.unit);
        let receipt =
            ReceiptId::derive(credit.original.0, &[&credit.line.to_be_bytes(), b"credit"]);
        let command = matter::Command::BookReceipt {
            receipt,
            amount: Money::new(credit.amount_minor, credit.currency),
            booked_on: credit.booked_at.date_in(Zone::CHINA),
            unit,
            reference: format!("{}-{}", credit.unit, credit.seq),
            evidence: None,
            order: Some((credit.order, credit.line)),
        };
        let id = CommandId::derive(receipt.0, &[b"book"]);
        self.command(view.row.matter, command, id, Actor::system(), Vec::new())
            .await?;
        Ok(())
    }
}
