//! The command line `abilens`: arguments in, exit code out. Everything else is the engine's.
//!
//! The binary is a call of [`main`]. Tasks that make man pages and completions ask for [`command`].

mod args;
mod baseline;
mod child;
mod commands;
mod debuginfod;
mod drop_in;
mod exit;
mod headers;
mod observe;
mod output;
mod pager;
mod settings;
mod suppressing;

use std::io::Write;
use std::process::ExitCode;

use abilens::ground::printable;
use anyhow::{Context, Result};
use clap::{CommandFactory, Parser};

use args::{Arguments, Command, When};
use drop_in::{Call, Tool};

/// The command line as clap knows it: commands, arguments, their help.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// The program: does what the arguments of this process ask for.
pub fn main() -> ExitCode {
    let call = Call::new(std::env::args_os());
    let arguments = match Arguments::try_parse_from(&call.words) {
        Ok(arguments) => arguments,
        // Wrong usage ends here, with exit code 2 where no other tool is meant.
        Err(error) => return call.ended(&error),
    };
    let tool = call.tool;
    match arguments.global.color {
        When::Auto => {}
        When::Always => anstream::ColorChoice::Always.write_global(),
        When::Never => anstream::ColorChoice::Never.write_global(),
    }
    if arguments.global.no_pager {
        pager::forbid();
    }
    let failed = if tool.is_some() { drop_in::FAILED } else { exit::COULD_NOT_TELL };
    match run(&arguments, failed) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let red = anstyle::AnsiColor::Red.on_default().bold();
            let name = tool.map_or("abilens", Tool::name);
            let text = format!("{name}: {red}error{red:#}: {}\n", printable::lines(&chain(&error)));
            let _ = anstream::stderr().write_all(printable::document(&text, true).as_bytes());
            ExitCode::from(failed)
        }
    }
}

/// An error with its causes; one that an error above it has spelt already is not said again.
pub(crate) fn chain(error: &anyhow::Error) -> String {
    let mut out = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !out.ends_with(&cause) {
            out = format!("{out}: {cause}");
        }
    }
    out
}

/// `failed`: the exit code of a run that is ended for the memory that it takes.
fn run(arguments: &Arguments, failed: u8) -> Result<u8> {
    let global = &arguments.global;
    observe::bound_memory(global.max_memory, failed);
    rayon::ThreadPoolBuilder::new().num_threads(global.threads).build_global().context("worker threads")?;
    match &arguments.command {
        Command::Diff(args) => commands::diff(global, args),
        Command::Gate(args) => commands::gate(global, args),
        Command::Show(args) => commands::show(global, args),
        Command::Explain(args) => commands::explain(global, args),
        Command::Impact(args) => commands::impact(global, args),
        Command::History(args) => commands::history(global, args),
        Command::Log(args) => commands::log(global, args),
        Command::Blame(args) => commands::blame(global, args),
        Command::Check(args) => commands::check(global, args),
        Command::Deps(args) => commands::deps(global, args),
        Command::Why(args) => commands::why(global, args),
        Command::Symbols(args) => commands::symbols(global, args),
        Command::Crc(args) => commands::crc(global, args),
        Command::Dump(args) => commands::dump(global, args),
        Command::Rules(args) => commands::rules(global, args),
        Command::Abidiff(args) => drop_in::abidiff(global, args),
        Command::Abipkgdiff(args) => drop_in::abipkgdiff(global, args),
        Command::Kmidiff(args) => drop_in::kmidiff(global, args),
        Command::Stgdiff(args) => drop_in::stgdiff(global, args),
    }
}
