//! Levy inside a case system in twenty lines: open a directory, open a matter,
//! stop. `cargo run -p levy --example embed DIR`

use levy::domain::{id::*, matter::Command, money::Currency, stamp::Actor};
use levy::{Levy, connect::*, engine::*};
use std::{io::Write, path::PathBuf, sync::Arc};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir: PathBuf = std::env::args().nth(1).ok_or("give a data directory")?.into();
    let account = CourtAccount { holder: "执行款专户".into(), number: "0".into(), bank: "开户行".into() };
    let seat = CourtSeat { code: "川3322".into(), slug: "chuan3322".into(), account };
    let no_units = InProcess::new(
        |_| Err(SubmitError::NotSent { reason: NotSentReason::Closed }),
        |_, _| Err(InquireError::NotSent { reason: NotSentReason::Closed }),
    );
    let levy = Levy::builder(&dir, seat).open(Arc::new(no_units)).await?;
    let matter = MatterId::derive(uuid::Uuid::nil(), &[b"example"]);
    let command = Command::Open { matter, court: "川3322".into(), currency: Currency::CNY };
    let caller = Caller { actor: Actor::system(), court: "川3322".into(), purpose: "example".into() };
    let id = CommandId::derive(matter.0, &[b"open"]); // repeated, it is harmless
    let answer = levy.matter(matter, command, id, caller).await?;
    writeln!(std::io::stdout(), "{matter}: durable at {:?}", answer.position)?;
    levy.stop().await;
    Ok(())
}
