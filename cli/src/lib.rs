//! The command line `abilens`: arguments in, exit code out. Everything else is the engine's.
//!
//! The binary is a call of [`main`]. Tasks that make man pages and completions ask for [`command`].

mod args;
mod baseline;
mod commands;
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

/// The command line as clap knows it: commands, arguments, their help.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// The program: does what the arguments of this process ask for.
pub fn main() -> ExitCode {
    // Wrong usage ends here, with exit code 2.
    let arguments = Arguments::parse();
    match arguments.global.color {
        When::Auto => {}
        When::Always => anstream::ColorChoice::Always.write_global(),
        When::Never => anstream::ColorChoice::Never.write_global(),
    }
    if arguments.global.no_pager {
        pager::forbid();
    }
    match run(&arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let red = anstyle::AnsiColor::Red.on_default().bold();
            let text = format!("abilens: {red}error{red:#}: {}\n", printable::lines(&chain(&error)));
            let _ = anstream::stderr().write_all(printable::document(&text, true).as_bytes());
            ExitCode::from(exit::COULD_NOT_TELL)
        }
    }
}

/// An error with its causes; one that an error above it has spelt already is not said again.
fn chain(error: &anyhow::Error) -> String {
    let mut out = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !out.ends_with(&cause) {
            out = format!("{out}: {cause}");
        }
    }
    out
}

fn run(arguments: &Arguments) -> Result<u8> {
    let global = &arguments.global;
    observe::bound_memory(global.max_memory);
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
        Command::Crc(args) => commands::crc(global, args),
        Command::Dump(args) => commands::dump(global, args),
        Command::Rules(args) => commands::rules(global, args),
    }
}
