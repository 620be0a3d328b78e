//! Slips of service: what shows that somebody was told, or was not there.

use super::Office;
use crate::{demo::DemoError, telling};
use levy::journal::EvidenceBody;
use levy_domain::{
    id::{MatterId, NoticeId, PersonId},
    matter::{self, event::ServiceWay},
    time::{Date, Zone},
};

impl Office {
    /// The command that enters a try, and its slip in the file of `subject`.
    pub(super) fn tell(
        &self,
        matter: MatterId,
        subject: PersonId,
        (notice, mode, vain): (NoticeId, ServiceWay, Option<Date>),
    ) -> Result<(matter::Command, EvidenceBody), DemoError> {
        let engine = self.levy.engine();
        let today = engine.clock().now().date_in(Zone::CHINA);
        let text = format!("送达回证 invented slip of service\n{notice} {mode} {today}\n");
        let slip =
            engine
                .personal()
                .seal_evidence(matter, subject, "notice.slip", text.as_bytes())?;
        let command = telling::entered(notice, mode, today, vain, slip.digest());
        Ok((command.into(), slip))
    }
}
