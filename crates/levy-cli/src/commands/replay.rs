//! `levy replay`: the views as they are against views made anew from the log.

use crate::{failure::Failure, lang::Key, reading::Reading, screen::Screen, table::or_dash};
use serde_json::json;
use std::path::Path;

/// # Errors
/// [`Failure::Found`] when they differ.
pub(crate) async fn run(dir: &Path, screen: &mut Screen) -> Result<(), Failure> {
    let reading = Reading::open(dir).await?;
    let check = reading
        .views
        .check_replay(reading.journal(), &dir.join("replay"))
        .await;
    // Empty when the replay took its files away; whatever else lies there stays.
    let _left = std::fs::remove_dir(dir.join("replay"));
    let check = check?;
    let (live, replayed) = (hex::encode(check.live), hex::encode(check.replayed));
    let position = check.position.map(|position| position.0);
    if screen.json {
        screen.json(&json!({
            "position": position, "live": live, "replayed": replayed, "agrees": check.agrees(),
        }))?;
    } else {
        screen.say(Key("replay-position"), &[("position", &or_dash(position))])?;
        screen.say(Key("replay-live"), &[("digest", &live)])?;
        screen.say(Key("replay-replayed"), &[("digest", &replayed)])?;
        screen.say(
            if check.agrees() {
                Key("replay-agrees")
            } else {
                Key("replay-differs")
            },
            &[],
        )?;
    }
    screen.flush()?;
    if check.agrees() {
        Ok(())
    } else {
        Err(Failure::Found)
    }
}
