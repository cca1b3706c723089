//! What is said of a dump: symbols without a type, what is not of C, what the reader does not know.

use super::rows::Dump;
use crate::graph::canon::lowered::Lowered;
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// How many symbols or fields are named.
const NAMES: usize = 16;

/// The tool that made dumps of a format, and the codes of what is said of them.
pub(crate) struct Tool {
    /// As sentences name such a dump.
    pub(crate) dump: &'static str,
    pub(crate) untyped: &'static str,
    pub(crate) foreign: &'static str,
    pub(crate) unknown: &'static str,
}

impl Tool {
    /// A diagnostic on the whole dump.
    pub(crate) fn told(
        &self,
        lowered: &Lowered,
        level: DiagnosticLevel,
        code: &'static str,
        message: String,
    ) -> Diagnostic {
        Diagnostic { level, code, object: lowered.info.name.clone(), section: String::new(), offset: None, message }
    }

    /// What a dump lacks, and what of it was not read.
    pub(crate) fn diagnostics(&self, dump: &Dump<'_>, lowered: &Lowered) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        if let Some((level, message)) = self.untyped(lowered, dump.is_kernel) {
            out.push(self.told(lowered, level, self.untyped, message));
        }
        if dump.foreign {
            let what = "holds C++ or Rust: its classes are not read, and what refers to one was not compared";
            let message = format!("{} {what}", self.dump);
            out.push(self.told(lowered, DiagnosticLevel::Lost, self.foreign, message));
        }
        if !dump.skipped.is_empty() {
            let names: Vec<&str> = dump.skipped.iter().take(NAMES).map(String::as_str).collect();
            let names = names.join(", ");
            let message = format!("{} has fields that this abilens does not know: {names}", self.dump);
            out.push(self.told(lowered, DiagnosticLevel::Lost, self.unknown, message));
        }
        out
    }

    /// What is said of symbols that have no type. Every kernel has some, of assembler, and a dump does not tell them from those
    /// of which the debug information was missing.
    fn untyped(&self, lowered: &Lowered, is_kernel: bool) -> Option<(DiagnosticLevel, String)> {
        let names = lowered.exports.iter().filter(|(_, hit)| hit.is_none()).map(|(export, _)| export.name.as_str());
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            return None;
        }
        let some_typed = names.len() < lowered.exports.len();
        let level = if is_kernel && some_typed { DiagnosticLevel::Note } else { DiagnosticLevel::Lost };
        let more = names.len().saturating_sub(NAMES);
        let mut message = format!(
            "{} gives no type for {} of {} symbols: of those only the symbols are compared: {}",
            self.dump,
            names.len(),
            lowered.exports.len(),
            names[..names.len() - more].join(", ")
        );
        if more > 0 {
            message.push_str(&format!(" and {more} more"));
        }
        Some((level, message))
    }
}
