//! What each command does: one function a file, which returns the exit code. What several commands do stands here.

mod check;
mod crc;
mod deps;
mod diff;
mod dump;
mod explain;
mod gate;
mod history;
mod impact;
mod rules;
mod show;
mod symbols;
mod why;

use std::path::Path;

use abilens::ground::git;
use abilens::{Loaded, Named, Options};
use anyhow::Result;

use crate::observe::Watch;
use crate::settings::SideOptions;

pub(crate) use check::check;
pub(crate) use crc::crc;
pub(crate) use deps::deps;
pub(crate) use diff::diff;
pub(crate) use dump::dump;
pub(crate) use explain::explain;
pub(crate) use gate::gate;
pub(crate) use history::{blame, history, log};
pub(crate) use impact::impact;
pub(crate) use rules::rules;
pub(crate) use show::show;
pub(crate) use symbols::symbols;
pub(crate) use why::why;

/// Both inputs of a comparison.
pub(crate) fn load(old: &Named, new: &Named, options: &SideOptions, watch: &Watch) -> Result<(Loaded, Loaded)> {
    watch.side("old");
    let old = abilens::load(old, &options.old, watch)?;
    watch.side("new");
    let new = abilens::load(new, &options.new, watch)?;
    watch.side("");
    Ok((old, new))
}

/// What the user named as an input: a path, or what git keeps (`git:REV:PATH`).
pub(crate) fn named(path: &Path) -> Result<Named> {
    Ok(git::stored(path)?.unwrap_or_else(|| path.into()))
}

/// An input that is asked about by itself.
fn load_one(path: &Path, options: &Options, watch: &Watch) -> Result<Loaded> {
    Ok(abilens::load(named(path)?, options, watch)?)
}
