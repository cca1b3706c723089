//! The packages that the user named: what each is called, and the programs in it.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::consumers::program::is_program;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::{Error, Result};
use crate::ground::files::handle::Files;
use crate::ground::files::named::Named;
use crate::ground::files::package;
use crate::ground::files::package::{About, described};
use crate::ground::options::Options;
use crate::read::input::{Input, ObjectSource, OpenOptions};

/// A package, and what is to be looked at in it.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Where it is, as messages name it.
    pub(super) path: String,
    /// What it says of itself.
    pub(super) about: Option<About>,
    /// The name of its file or folder.
    pub(super) file_name: String,
    /// Programs and libraries.
    pub(super) programs: Vec<ObjectSource>,
    /// Why there are none.
    pub(super) empty: Option<Empty>,
    /// What could not be read in it.
    pub(super) lost: Vec<String>,
}

/// Why nothing is looked at in a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Empty {
    /// It holds no program and no library, as a sentence.
    NoPrograms(&'static str),
    /// It cannot be read.
    Unreadable(String),
}

impl Consumer {
    /// As it calls itself.
    pub(super) fn name(&self) -> &str {
        self.about.as_ref().map_or(&self.file_name, |about| &about.package)
    }
}

/// The packages behind what the user named: a folder that is a set of packages stands for each of them, anything else for itself.
/// Packages of debug files are no consumers: they are added to where `o` says that such files are.
///
/// # Errors
/// There is nothing under a name.
pub fn discover(paths: &[PathBuf], o: &mut Options) -> Result<Vec<Consumer>> {
    let files = Files::default();
    let mut places: Vec<PathBuf> = Vec::new();
    for path in paths {
        files.look(path).map_err(|e| files.failed(path, e))?;
        match files.is_folder(path).then(|| package::members(&files, path)).transpose()?.flatten() {
            Some(members) => places.extend(members),
            None => places.push(path.clone()),
        }
    }
    let of_itself = |place: &PathBuf| if files.is_file(place) { described(&files, place).ok().flatten() } else { None };
    let places = places.into_iter().map(|place| (of_itself(&place), place));
    let is_debug = |(about, _): &(Option<About>, PathBuf)| about.as_ref().is_some_and(|a| is_debug_name(&a.package));
    let (debug_files, places): (Vec<_>, Vec<_>) = places.partition(is_debug);
    o.debug_dirs.extend(debug_files.into_iter().map(|(_, place)| place));
    let open =
        OpenOptions { debug_dirs: o.debug_dirs.clone(), debug_index: o.debug_index.clone(), ..OpenOptions::default() };
    Ok(places.into_par_iter().map(|(about, place)| consumer(&files, &place, about, &open)).collect())
}

/// Whether a package of this name holds the debug files of others.
fn is_debug_name(package: &str) -> bool {
    ["-dbgsym", "-dbg", "-debuginfo", "-debugsource"].iter().any(|end| package.ends_with(end))
}

/// One package. What cannot be read of it is told as its fate.
fn consumer(files: &Files, path: &Path, about: Option<About>, open: &OpenOptions) -> Consumer {
    let file_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut out =
        Consumer { path: files.shown(path), about, file_name, programs: Vec::new(), empty: None, lost: Vec::new() };
    match Input::discover(Named::new(files.clone(), path.to_path_buf()), open) {
        Ok(input) => {
            let lost = |d: &&Diagnostic| d.level == DiagnosticLevel::Lost;
            out.lost = input.diagnostics.iter().filter(lost).map(|d| format!("{}: {}", d.object, d.message)).collect();
            let total = input.sources.len();
            out.programs = input.sources.into_iter().filter(is_program).collect();
            if out.programs.is_empty() {
                let what =
                    if total > 0 { "it holds nothing that is linked" } else { "it holds no program and no library" };
                out.empty = Some(Empty::NoPrograms(what));
            }
        }
        Err(Error::NoObjects { .. }) => out.empty = Some(Empty::NoPrograms("it holds no program and no library")),
        Err(e) => out.empty = Some(Empty::Unreadable(e.to_string())),
    }
    out
}

/// The packages of Debian that an input is or holds, without those of debug files, for development and of documentation.
pub(super) fn library_packages(named: &Named) -> Result<Vec<String>> {
    let (files, path) = (named.files(), named.path());
    let places = match named.is_folder() {
        true => package::members(files, path)?.unwrap_or_default(),
        false => vec![path.to_path_buf()],
    };
    let mut out = Vec::new();
    for place in places {
        let Some(about) = described(files, &place)?.filter(|about| about.is_debian) else { continue };
        let is_beside = ["-dev", "-doc", "-bin", "-tools"].iter().any(|end| about.package.ends_with(end));
        if !is_beside && !is_debug_name(&about.package) {
            out.push(about.package);
        }
    }
    out.sort();
    out.dedup();
    Ok(out)
}
