//! Libraries that a package of RPM keeps to itself: its header does not say that it provides them.
//!
//! What looks for the dependencies of packages (rpm's `elfdeps`) writes down each SONAME that a package provides, with its version nodes
//! and `(64bit)` behind it; a packager filters out those of private folders. Other packages can then only depend on what is left.

use std::collections::BTreeSet;

use super::{Input, OpenOptions};
use crate::graph::ObjectKind;
use crate::ground::error::{Error, Result};
use crate::ground::files::named::Named;
use crate::read::elf::symbols::Versions;
use crate::read::elf::{facts, linkage};

/// A library of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagedLibrary {
    /// Its path in the package, as a report names it.
    pub name: String,
    /// Its SONAME; empty for a plug-in.
    pub soname: String,
    /// Whether the package says that it provides this SONAME, in any version and for any machine.
    pub is_provided: bool,
}

/// The libraries of a package of RPM, or of a folder of such, by path; `None` for any other input, which does not say what it provides.
///
/// # Errors
/// It cannot be opened, or a package is damaged. A library that cannot be read is none of these.
pub fn packaged_libraries(named: &mut Named) -> Result<Option<Vec<PackagedLibrary>>> {
    let Some(provided) = named.provided()? else { return Ok(None) };
    named.package()?;
    let input = match Input::discover(&*named, &OpenOptions::default()) {
        Ok(input) => input,
        Err(Error::NoObjects { .. }) => return Ok(Some(Vec::new())),
        Err(e) => return Err(e),
    };
    let libraries = input.sources.iter().filter_map(|source| {
        let elf = source.elf().ok()?;
        let is_library = linkage::of(&elf, &Versions::read(&elf)).kind == ObjectKind::Library;
        is_library.then(|| {
            let (soname, _) = facts::dynamic(&elf);
            PackagedLibrary { name: source.name.clone(), is_provided: names(&provided, &soname), soname }
        })
    });
    Ok(Some(libraries.collect()))
}

/// Whether one of what a package provides (`libfoo.so.1()(64bit)`, `libfoo.so.1(FOO_1)`) is this library.
fn names(provided: &BTreeSet<String>, soname: &str) -> bool {
    !soname.is_empty() && provided.iter().any(|name| name.split_once('(').map_or(&**name, |(name, _)| name) == soname)
}
