//! Help in the language of the run: every text comes from `locales/` under a
//! key that follows from the command's place.

use crate::{cli::Cli, lang::Lang};
use clap::{Command, CommandFactory, FromArgMatches};
use std::process::ExitCode;

const USAGE_HEADING: crate::lang::Key = crate::lang::Key("help-usage");
const COMMANDS_HEADING: crate::lang::Key = crate::lang::Key("help-commands");
const ARGUMENTS_HEADING: crate::lang::Key = crate::lang::Key("help-arguments");
const OPTIONS_HEADING: crate::lang::Key = crate::lang::Key("help-options");
const AFTER: crate::lang::Key = crate::lang::Key("help-after");

/// Reads the call. Help, version and wrong use are shown here; the status is
/// 0 for the first two, 2 for the last.
pub(crate) fn parse(lang: Lang) -> Result<Cli, ExitCode> {
    let command = localised(Cli::command(), lang, "levy").after_help(lang.say(AFTER));
    let parsed = command
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| {
        // A closed pipe is nobody's loss.
        let _unheard = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn localised(command: Command, lang: Lang, path: &str) -> Command {
    let arguments: Vec<(String, bool, bool)> = command
        .get_arguments()
        .map(|arg| {
            (
                arg.get_id().to_string(),
                arg.is_global_set(),
                arg.is_positional(),
            )
        })
        .collect();
    let inner: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    let positional = arguments.iter().any(|(_, _, positional)| *positional);
    let mut command = command
        .help_template(template(lang, !inner.is_empty(), positional))
        .about(text(lang, path));
    for (id, global, _) in arguments {
        let key = argument_key(path, &id, global);
        command = command.mut_arg(id, |arg| arg.help(text(lang, &key)));
    }
    for name in inner {
        let path = format!("{path}-{name}");
        command = command.mut_subcommand(name, |inner| localised(inner, lang, &path));
    }
    command
}

fn argument_key(path: &str, id: &str, global: bool) -> String {
    let id = id.replace('_', "-");
    if global {
        format!("arg-{id}")
    } else {
        format!("arg-{path}-{id}")
    }
}

fn text(lang: Lang, key: &str) -> String {
    let key = if key.starts_with("arg-") {
        key.to_owned()
    } else {
        format!("about-{key}")
    };
    lang.look(&key).unwrap_or(key)
}

fn template(lang: Lang, commands: bool, arguments: bool) -> String {
    let mut text = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n",
        lang.say(USAGE_HEADING)
    );
    if commands {
        text += &format!("{}\n{{subcommands}}\n\n", lang.say(COMMANDS_HEADING));
    }
    if arguments {
        text += &format!("{}\n{{positionals}}\n\n", lang.say(ARGUMENTS_HEADING));
    }
    text + &format!("{}\n{{options}}{{after-help}}\n", lang.say(OPTIONS_HEADING))
}

/// Every key that help asks for.
#[cfg(test)]
pub(crate) fn keys() -> Vec<String> {
    fn of(command: &Command, path: &str, keys: &mut Vec<String>) {
        keys.push(format!("about-{path}"));
        for arg in command.get_arguments() {
            keys.push(argument_key(
                path,
                arg.get_id().as_str(),
                arg.is_global_set(),
            ));
        }
        for inner in command.get_subcommands() {
            of(inner, &format!("{path}-{}", inner.get_name()), keys);
        }
    }
    let mut keys = Vec::new();
    of(&Cli::command(), "levy", &mut keys);
    keys
}
