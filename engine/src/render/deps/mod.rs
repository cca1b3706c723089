//! What a new version of libraries asks of packages: as text for people, as a file for ben.

pub mod ben;
mod text;

use std::io::{self, Write};

pub use text::render;

use crate::model::deps::{Deps, Package};

/// Writes it as JSON with a newline.
///
/// # Errors
/// Those of `out`.
pub fn json(deps: &Deps, out: &mut dyn Write) -> io::Result<()> {
    super::json::write(deps, out)
}

/// What is built: the source package, where it is known.
fn built(package: &Package) -> &str {
    package.source.as_deref().unwrap_or(&package.name)
}
