//! Suppression files of libabigail that the command line names.

use std::ffi::OsString;
use std::path::PathBuf;

use abilens::policy::suppressions::{self, Suppression};
use abilens::read::input::read_text;
use abilens::render::gate::text::quote;
use anyhow::Result;

use crate::args::Suppressing;

/// libabigail's names for the files that it reads unasked.
const SYSTEM: &str = "LIBABIGAIL_DEFAULT_SYSTEM_SUPPRESSION_FILE";
const USER: &str = "LIBABIGAIL_DEFAULT_USER_SUPPRESSION_FILE";

/// Entries, and the files that hold them.
#[derive(Default)]
pub(crate) struct Entries {
    pub(crate) entries: Vec<Suppression>,
    pub(crate) files: Vec<String>,
}

/// Reads all files that are named or asked for.
pub(crate) fn read(args: &Suppressing) -> Result<Entries> {
    let mut out = Entries::default();
    for path in files(args) {
        let name = path.display().to_string();
        out.entries.extend(suppressions::parse(&name, &read_text(&path)?)?);
        out.files.push(name);
    }
    Ok(out)
}

fn files(args: &Suppressing) -> Vec<PathBuf> {
    let mut out = Vec::new();
    if args.default_abignore {
        let stated = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let at_home = || {
            let home: Option<OsString> = std::env::var_os("HOME").filter(|home| !home.is_empty());
            home.map(|home| PathBuf::from(home).join(".abignore")).filter(|file| file.exists())
        };
        out.extend(stated(SYSTEM));
        out.extend(stated(USER).or_else(at_home));
    }
    out.extend(args.abignore.iter().cloned());
    out
}

/// The options, each after a space, for a command that is to be repeated.
pub(crate) fn repeated(args: &Suppressing) -> String {
    let mut out = if args.default_abignore { " --default-abignore".to_owned() } else { String::new() };
    args.abignore.iter().for_each(|file| out.push_str(&format!(" --abignore {}", quote(&file.to_string_lossy()))));
    out
}
