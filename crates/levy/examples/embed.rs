//! Levy inside a case system in twenty lines: open a directory, open a matter,
//! stop. `cargo run -p levy --example embed DIR`

use levy::domain::{id::*, matter::Command, money::Currency};
use levy::{Levy, connect::*, engine::*};
use std::{io::Write, path::Path, sync::Arc};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args();
    let dir = args.nth(1).ok_or("give a data directory")?;
    let reason = NotSentReason::Closed; // no unit is connected yet
    let submit = move |_: &Parcel| Err(SubmitError::NotSent { reason });
    let inquire = move |_: &Inquiry| Err(InquireError::NotSent { reason });
    let units = Arc::new(InProcess::new(submit, inquire));
    let levy = Levy::builder(Path::new(&dir), seat()).open(units).await?;
    let matter = MatterId::derive(uuid::Uuid::nil(), &[b"example"]);
    let (court, currency) = (seat().code, Currency::CNY);
    let caller = Caller::system(&court);
    #[rustfmt::skip]
    let command = Command::Open { matter, court, currency };
    let id = CommandId::derive(matter.0, &[b"open"]); // repeated, it is harmless
    let answer = levy.matter(matter, command, id, caller).await?;
    writeln!(std::io::stdout(), "{matter}: {:?}", answer.position)?;
    levy.stop().await;
    Ok(())
}

fn seat() -> CourtSeat {
    CourtSeat {
        code: "川3322".into(),
        slug: "sc3322".into(),
        account: CourtAccount {
            holder: "执行款专户".into(),
            number: "0".into(),
            bank: "开户行".into(),
        },
    }
}
