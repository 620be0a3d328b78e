//! How a world goes on: one happening after another, deaths in between.

use super::{
    Mail, Units, Violation, World, WorldError, life,
    planted::{Plant, drops},
};
use levy::connect::ReplySink;
use levy_domain::time::{MINUTE, Timestamp};

/// A unit that got no acknowledgement calls again after so long.
const CALLS_AGAIN: i64 = MINUTE;
/// Starts in a row that may fail.
const STARTS: usize = 32;

impl<U: Units> World<U> {
    /// Nothing is under way any more, and the auditor has read all of it.
    ///
    /// # Errors
    /// [`WorldError::Violation`].
    pub fn run_until_idle(&mut self) -> Result<(), WorldError> {
        loop {
            let idle = self.on(|engine| async move {
                // The clock may have been set since.
                engine.tick().await;
                let idle = tokio::time::timeout(life::STUCK, engine.idle()).await;
                (idle.is_ok(), engine.has_failed())
            });
            match idle {
                Ok((true, false)) => break,
                Ok((true, true)) => {
                    self.sometimes.saw("store-failed");
                    self.again()?;
                }
                Ok((false, _)) => {
                    let stuck = Violation::new("the engine comes to rest", "it never did");
                    return Err(self.violated(stuck));
                }
                Err(WorldError::Crashed) => {}
                Err(over) => return Err(over),
            }
        }
        self.follow()?;
        let shown = self.engine()?.clock().now();
        self.auditor
            .at_rest(shown)
            .map_err(|violation| self.violated(violation))
    }

    /// The next thing happens, if it does before `until`; else the clock goes
    /// there. Answers a call that the driver has asked for.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn step(&mut self, until: Timestamp) -> Result<Option<u64>, WorldError> {
        loop {
            let wake = self.next_wake()?;
            let posted = self.instance.street.lock().1.next();
            let next = [wake, posted].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= until) else {
                self.move_to(until)?;
                return Ok(None);
            };
            self.move_to(next)?;
            let due = posted.is_some_and(|posted| posted <= next);
            let taken = if due {
                self.instance.street.lock().1.take()
            } else {
                None
            };
            if let Some((at, mail)) = taken
                && let Some(call) = self.deliver(at, mail)?
            {
                return Ok(Some(call));
            }
        }
    }

    /// Everything until `until` happens; calls are nobody's.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn at(&mut self, until: Timestamp) -> Result<(), WorldError> {
        while self.step(until)?.is_some() {}
        Ok(())
    }

    /// When the engine will next do something of itself, in true time.
    pub(super) fn next_wake(&mut self) -> Result<Option<Timestamp>, WorldError> {
        let skew = self.instance.clock.skew();
        let now = self.now();
        loop {
            match self.on(|engine| async move { engine.next_wake().await }) {
                Err(WorldError::Crashed) => self.run_until_idle()?,
                Err(over) => return Err(over),
                // A clock that stands still until it has caught up wakes then.
                Ok(wake) => return Ok(wake.map(|at| at.plus(-skew).max(now.plus(1)))),
            }
        }
    }

    pub(super) fn move_to(&mut self, at: Timestamp) -> Result<(), WorldError> {
        if at <= self.now() {
            return Ok(());
        }
        self.instance.clock.advance(at);
        self.run_until_idle()
    }

    pub(super) fn deliver(&mut self, at: Timestamp, mail: Mail) -> Result<Option<u64>, WorldError> {
        let again = mail.clone();
        let taken = match mail {
            Mail::Call(call) => return Ok(Some(call)),
            Mail::Unit(what) => {
                self.with_units(|units, now, post| units.happen(what, now, post));
                return Ok(None);
            }
            Mail::Reply { unit, reply } => {
                let hash = reply.hash;
                if self.instance.faults.plant == Some(Plant::CallDropped) && drops(&hash) {
                    self.auditor.took(hash);
                    return Ok(None);
                }
                let taken = self.on(|engine| async move { engine.take(unit, *reply).await });
                if matches!(taken, Ok(Ok(_))) {
                    self.auditor.took(hash);
                }
                taken
            }
            Mail::Notice { unit, notice } => {
                self.on(|engine| async move { engine.notice(unit, *notice).await })
            }
        };
        match taken {
            Ok(Ok(_)) => {}
            // No acknowledgement: the unit calls again.
            Ok(Err(_)) | Err(WorldError::Crashed) => {
                self.sometimes.saw("unit-calls-again");
                let later = at.max(self.now()).plus(CALLS_AGAIN);
                self.instance.street.lock().1.put(later, again);
            }
            Err(over) => return Err(over),
        }
        self.run_until_idle()?;
        Ok(None)
    }

    /// The process dies now, and lives again over what the store has.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn crash(&mut self) -> Result<(), WorldError> {
        self.again()?;
        self.run_until_idle()
    }

    pub(super) fn again(&mut self) -> Result<(), WorldError> {
        self.life = None;
        self.follow()?;
        self.begin()
    }

    pub(super) fn begin(&mut self) -> Result<(), WorldError> {
        let mut last = WorldError::Crashed;
        for _ in 0..STARTS {
            match self.instance.begin(self.store.clone(), self.seed) {
                Ok(life) => {
                    self.life = Some(life);
                    return Ok(());
                }
                Err(error) => {
                    self.sometimes.saw("start-failed");
                    last = error;
                }
            }
        }
        Err(last)
    }

    /// The wake index is written: a crash after it opens only what has moved
    /// since.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn keep_wakes(&mut self) -> Result<(), WorldError> {
        match self.on(|engine| async move { engine.keep_wakes().await }) {
            Err(WorldError::Crashed) | Ok(()) => Ok(()),
            Err(over) => Err(over),
        }
    }
}
