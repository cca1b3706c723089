//! Dumps by libabigail (`abidw`, abixml of version 1 and 2) as rows of a dump.
//!
//! `xml` reads elements, `read` makes a row of each type, `symbols` ties declarations to symbols, `names` knows what names mean.
//! The format holds symbols, and the types that their declarations reach, with positions. It has no word for widths of
//! bit-fields, encodings of base types, signs of enums, `_Atomic`, requested alignments, attributes and calling conventions, and
//! abidw leaves out members and declarations of types that it cannot hold. Classes of C++ are not read.
//!
//! **Invariant:** nothing outside this folder reads abixml (`graph/abixml` writes it). It knows nothing of comparison or severity.

mod names;
mod read;
mod symbols;
mod xml;

use crate::graph::canon::lowered::Lowered;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::dump::error::Result;
use crate::read::dump::rows::Dump;
use crate::read::dump::told::Tool;

const TOOL: Tool = Tool {
    dump: "a dump by libabigail",
    untyped: "abixml-untyped",
    foreign: "abixml-classes",
    unknown: "abixml-unknown",
};

/// Reads a dump.
///
/// # Errors
/// It is damaged, or of a version that is not known.
pub(crate) fn read(bytes: &[u8]) -> Result<Dump<'_>> {
    read::read(bytes)
}

/// What the format does not tell, and what was not read.
pub(crate) fn diagnostics(dump: &Dump<'_>, lowered: &Lowered) -> Vec<Diagnostic> {
    let file = if dump.is_kernel {
        "of the kernel only namespaces, not which exports are for GPL modules alone nor which module has them"
    } else {
        "of the file only SONAME and needed libraries"
    };
    let limits = format!(
        "a dump by libabigail tells {file}, and neither widths of bit-fields, signs of enums, `const` of `void`, members with \
         `_Atomic`, requested alignments, attributes nor calling conventions: none of that was compared"
    );
    let mut out = vec![TOOL.told(lowered, DiagnosticLevel::Note, "abixml-limits", limits)];
    out.extend(TOOL.diagnostics(dump, lowered));
    out
}
