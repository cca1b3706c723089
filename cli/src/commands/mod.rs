//! What each command does: one function a file, which returns the exit code. What several commands do stands here.

mod check;
mod diff;
mod dump;
mod explain;
mod gate;
mod impact;
mod rules;
mod show;

use std::path::Path;

use abilens::ground::git::Blob;
use abilens::{Loaded, Options};
use anyhow::Result;

use crate::observe::Watch;
use crate::settings::SideOptions;

pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use dump::dump;
pub(crate) use explain::explain;
pub(crate) use gate::gate;
pub(crate) use impact::impact;
pub(crate) use rules::rules;
pub(crate) use show::show;

/// Both inputs of a comparison.
fn load(old: &Path, new: &Path, options: &SideOptions, watch: &Watch) -> Result<(Loaded, Loaded)> {
    watch.side("old");
    let old = load_one(old, &options.old, watch)?;
    watch.side("new");
    let new = load_one(new, &options.new, watch)?;
    watch.side("");
    Ok((old, new))
}

/// An input, which git may keep (`git:REV:PATH`).
fn load_one(path: &Path, options: &Options, watch: &Watch) -> Result<Loaded> {
    let Some(blob) = Blob::named(path)? else {
        return Ok(abilens::load(path, options, watch)?);
    };
    let loaded = abilens::load(blob.path(), options, watch);
    let mut loaded = loaded.map_err(|e| anyhow::anyhow!(blob.told(&e.to_string())))?;
    blob.name().clone_into(&mut loaded.path);
    Ok(loaded)
}
