//! Acts that two officers must want: each gives the command himself.

use super::{Given, Story, When};
use crate::world::{HEAD, judge};
use levy_domain::{
    matter::Command,
    stamp::{Actor, Role},
};

/// The head of the bureau.
pub(crate) fn head() -> Actor {
    Actor::officer(HEAD, Role::BureauHead)
}

impl Story {
    /// A command of a judge that must be accepted.
    pub(crate) fn judged(self, command: Command) -> Self {
        let before = self.actor.clone();
        self.by(judge()).does(command).by(before)
    }

    /// Whoever acts in the story gives it, then the head of the bureau.
    pub(crate) fn agreed(self, command: Command) -> Self {
        let before = self.actor.clone();
        let said = self.does(command.clone()).by(head());
        said.does(command).by(before)
    }
}

impl Given {
    /// Whoever acts in the story gives it, then the head of the bureau.
    pub(crate) fn when_agreed(self, command: Command) -> When {
        self.when_both(head(), command)
    }

    /// Whoever acts in the story gives it, then `second`: what comes of it, or
    /// the refusal that the first one meets.
    pub(crate) fn when_both(self, second: Actor, command: Command) -> When {
        let Given(mut story) = self;
        match story.decide(&command) {
            Ok(said) => {
                story.fold(said);
                Given(story.by(second)).when(command)
            }
            refused => When {
                story,
                command,
                decided: refused,
            },
        }
    }

    /// The same, of a command that the story tells.
    pub(crate) fn when_agreed_of(self, command: impl FnOnce(&Story) -> Command) -> When {
        let command = command(&self.0);
        self.when_agreed(command)
    }
}
