//! Options of other tools that have nothing to do here: they ask for what is so anyway, or for another look of a report that is
//! not theirs. They are taken, so that scripts run, and where somebody may miss something, one line says so.

use std::marker::PhantomData;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// An option that is taken and changes nothing.
pub(super) struct Accepted {
    pub(super) long: &'static str,
    pub(super) short: Option<char>,
    /// Why it changes nothing.
    pub(super) why: &'static str,
    /// Whether that has to be said where it is given.
    pub(super) is_said: bool,
}

impl Accepted {
    pub(super) const fn new(long: &'static str, why: &'static str) -> Self {
        Self { long, short: None, why, is_said: false }
    }

    pub(super) const fn short(self, short: char) -> Self {
        Self { short: Some(short), ..self }
    }

    pub(super) const fn said(self) -> Self {
        Self { is_said: true, ..self }
    }
}

/// Which options a tool has of that kind.
pub(super) trait Which: std::fmt::Debug + Send + Sync {
    const ALL: &'static [Accepted];
}

/// Those of them that were given, if that has to be said.
#[derive(Debug)]
pub(crate) struct WithoutEffect<W>(Vec<usize>, PhantomData<W>);

impl<W: Which> WithoutEffect<W> {
    /// What has to be said, a line each.
    pub(super) fn said(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|&i| &W::ALL[i]).map(|one| format!("--{} changes nothing: {}", one.long, one.why))
    }
}

impl<W: Which> Args for WithoutEffect<W> {
    fn augment_args(command: Command) -> Command {
        W::ALL.iter().fold(command, |command, one| {
            let arg = Arg::new(one.long)
                .long(one.long)
                .action(ArgAction::SetTrue)
                .help_heading("Options without effect")
                .help(sentence(one.why));
            command.arg(match one.short {
                Some(short) => arg.short(short),
                None => arg,
            })
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<W: Which> FromArgMatches for WithoutEffect<W> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |i: &usize| W::ALL[*i].is_said && matches.get_flag(W::ALL[*i].long);
        Ok(Self((0..W::ALL.len()).filter(given).collect(), PhantomData))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// With a capital letter, as help begins.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
