//! The packages that the user named: what each is called, and the programs in it.

use std::path::{Path, PathBuf};

use crate::consumers::program::is_program;
use crate::ground::diagnostic::DiagnosticLevel;
use crate::ground::error::{Error, Result};
use crate::ground::files::handle::Files;
use crate::ground::files::named::Named;
use crate::ground::files::package;
use crate::ground::files::package::{About, described};
use crate::ground::options::Options;
use crate::read::input::{Input, ObjectSource, OpenOptions};

/// A package that is not opened yet.
#[derive(Clone, Debug)]
pub struct Consumer {
    named: Named,
    /// What it says of itself.
    pub(super) about: Option<About>,
    /// The name of its file or folder.
    file_name: String,
}

/// What is to be looked at in a package.
#[derive(Debug, Default)]
pub(super) struct Opened {
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

impl Opened {
    /// Of a package of the libraries themselves, in which nothing is looked at.
    pub(super) fn of_library() -> Self {
        Self { empty: Some(Empty::NoPrograms("it is one of the packages of the libraries")), ..Self::default() }
    }
}

impl Consumer {
    /// As it calls itself.
    pub(super) fn name(&self) -> &str {
        self.about.as_ref().map_or(&self.file_name, |about| &about.package)
    }

    /// Where it is, as messages name it.
    pub(super) fn path(&self) -> String {
        self.named.name()
    }

    /// It is a package of Debian.
    pub(super) fn is_debian(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.is_debian)
    }

    /// The programs in it. What cannot be read of it is told as its fate.
    pub(super) fn open(&self, o: &Options) -> Opened {
        let (debug_dirs, debug_index) = (o.debug_dirs.clone(), o.debug_index.clone());
        let open = OpenOptions { debug_dirs, debug_index, programs: true, ..OpenOptions::default() };
        let empty = |why: Empty| Opened { empty: Some(why), ..Opened::default() };
        match Input::discover(self.named.clone(), &open) {
            Ok(input) => {
                let lost = input.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost);
                let lost = lost.map(|d| format!("{}: {}", d.object, d.message)).collect();
                // What a compressed file holds, or a dump, is not known.
                let is_elf = input.sources.iter().all(|source| source.elf_type().is_some());
                let programs: Vec<ObjectSource> = input.sources.into_iter().filter(is_program).collect();
                let empty = programs.is_empty().then(|| match is_elf {
                    true => Empty::NoPrograms("it holds nothing that is linked"),
                    false => Empty::Unreadable("it is no ELF file, or a compressed one".to_owned()),
                });
                Opened { programs, empty, lost }
            }
            Err(Error::NoObjects { .. }) => empty(Empty::NoPrograms("it holds no program and no library")),
            Err(e) => empty(Empty::Unreadable(e.to_string())),
        }
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
    // Those that hold debug files are opened before anybody asks for them from several threads. One that is damaged is told of.
    for place in &o.debug_dirs {
        o.debug_index.package(&files, place)?;
    }
    let is_debug = |(about, place): &(Option<About>, PathBuf)| {
        about.as_ref().is_some_and(|about| is_debug_name(&about.package))
            && o.debug_index.package(&files, place).is_ok()
    };
    let (debug_files, places): (Vec<_>, Vec<_>) = places.partition(is_debug);
    o.debug_dirs.extend(debug_files.into_iter().map(|(_, place)| place));
    let file_name = |place: &Path| place.file_name().unwrap_or(place.as_os_str()).to_string_lossy().into_owned();
    let consumer = |(about, place): (Option<About>, PathBuf)| Consumer {
        about,
        file_name: file_name(&place),
        named: Named::new(files.clone(), place),
    };
    Ok(places.into_iter().map(consumer).collect())
}

/// Whether a package of this name holds the debug files of others.
fn is_debug_name(package: &str) -> bool {
    ["-dbgsym", "-dbg", "-debuginfo", "-debugsource"].iter().any(|end| package.ends_with(end))
}

/// The packages of Debian that an input is or holds, without those of debug files, for development and of documentation.
pub(super) fn library_packages(named: &Named) -> Result<Vec<About>> {
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
            out.push(about);
        }
    }
    out.sort_by(|a, b| a.package.cmp(&b.package));
    out.dedup_by(|a, b| a.package == b.package);
    Ok(out)
}
