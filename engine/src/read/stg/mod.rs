//! STG's dumps (`.stg`), as Android keeps them of its kernels, as rows of a dump.
//!
//! `text` reads the text form of protocol buffers, `read` makes a row of each message. The format is read up to version 2. It
//! holds symbols and the types that these reach, and neither positions nor names of parameters, attributes, requested
//! alignments, sizes of symbols, nor anything of the file that was dumped. Classes of C++ are not read: what refers to them
//! is not compared, and a diagnostic says so.
//!
//! **Invariant:** nothing outside this folder knows STG. It knows nothing of comparison or severity.

mod read;
mod text;

use crate::graph::canon::lowered::Lowered;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::dump::error::Result;
use crate::read::dump::rows::Dump;
use crate::read::dump::told::Tool;

const TOOL: Tool =
    Tool { dump: "a dump by STG", untyped: "stg-untyped", foreign: "stg-classes", unknown: "stg-field-unknown" };

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
        "of the file neither machine, SONAME, needed libraries, version nodes nor how it is loaded"
    };
    let limits = format!(
        "a dump by STG tells {file}, and neither sizes of symbols, requested alignments, attributes, calling conventions \
         nor names of parameters: none of that was compared"
    );
    let mut out = vec![TOOL.told(lowered, DiagnosticLevel::Note, "stg-limits", limits)];
    out.extend(TOOL.diagnostics(dump, lowered));
    out
}
