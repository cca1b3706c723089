//! What could not be read, or was read with doubt, and the codes that name it.

use serde::{Deserialize, Serialize};

/// Something that could not be read, or was read with doubt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// What it costs.
    pub level: DiagnosticLevel,
    /// Stable word: `unit-damaged`, `no-debug-info`, `language-not-modelled`, ...
    pub code: &'static str,
    /// Object it concerns, as a report names objects.
    pub object: String,
    /// ELF section, empty if none.
    pub section: String,
    /// Offset in the section in bytes, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// One sentence.
    pub message: String,
}

/// A diagnostic as it is read back: its code becomes one of [`CODES`].
#[derive(Deserialize)]
struct Read {
    level: DiagnosticLevel,
    code: String,
    object: String,
    section: String,
    offset: Option<u64>,
    message: String,
}

impl<'de> Deserialize<'de> for Diagnostic {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Read { level, code, object, section, offset, message } = Read::deserialize(from)?;
        Ok(Self { level, code: intern(&code), object, section, offset, message })
    }
}

/// How much a diagnostic takes from the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum DiagnosticLevel {
    /// Worth knowing; nothing was lost.
    Note,
    /// Evidence is missing: the verdict becomes `incomplete`.
    Lost,
}

/// Every code that the engine gives to a diagnostic, sorted. A test looks for the others in the sources.
pub(crate) const CODES: &[&str] = &[
    "abixml-classes",
    "abixml-limits",
    "abixml-unknown",
    "abixml-untyped",
    "btf-base-missing",
    "btf-damaged",
    "btf-interface",
    "btf-kind-unknown",
    "btf-untyped",
    "build-id-mismatch",
    "class-only-declared",
    "core-without-btf",
    "debug-file-alone",
    "debug-file-damaged",
    "debug-file-unproven",
    "debuglink-crc-mismatch",
    "declared-on-one-side",
    "definitions-conflict",
    "enum-values-cut",
    "facts-unstated",
    "gendwarfksyms",
    "header-not-parsed",
    "header-not-read",
    "headers-limits",
    "headers-not-parsed",
    "image-stub",
    "imports-untyped",
    "kabi-rules-rest",
    "ksymtab-without-symbols",
    "language-not-modelled",
    "layouts-randomized",
    "machine-mismatch",
    "members-of-others",
    "members-unknown",
    "mixed-conventions",
    "mixed-machines",
    "module-twice",
    "name-ambiguous",
    "namespaces-unknown",
    "no-debug-info",
    "no-exports",
    "no-symbol-table",
    "no-type-string",
    "no-types",
    "no-unit-views",
    "noreturn-unsaid",
    "not-an-object",
    "object-unreadable",
    "objects-left-out",
    "other",
    "public-headers-not-told",
    "public-headers-unknown",
    "relocations-unknown",
    "rust-layout",
    "rust-symbols",
    "section-twice",
    "slim-lto-object",
    "snapshot-of-exports",
    "snapshot-older",
    "split-dwarf-missing",
    "stg-classes",
    "stg-field-unknown",
    "stg-limits",
    "stg-untyped",
    "supplementary-missing",
    "suppression-hides-break",
    "suppression-overreached",
    "suppression-unused",
    "symbol-table-unreadable",
    "symbol-type-unknown",
    "symtypes-incomplete",
    "symtypes-other-build",
    "symvers-mismatch",
    "type-strings-tie",
    "type-too-large",
    "unit-damaged",
    "unknown-export",
    "unreadable",
    "width-unknown",
];

/// The code of that text; `other` if it is unknown (a snapshot of an abilens that knew more codes).
pub(crate) fn intern(code: &str) -> &'static str {
    CODES.binary_search(&code).map_or("other", |i| CODES[i])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Codes in a file of the engine: literals in the field `code`, or first in a call that makes a diagnostic.
    fn codes_of(text: &str) -> Vec<String> {
        let text: String = text.split_whitespace().collect();
        ["code:\"", "code=\"", "lost(\"", "note(\"", "whole(\"", "diagnostic(\""]
            .iter()
            .flat_map(|mark| text.split(mark).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .filter(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn sorted_and_complete() {
        assert!(CODES.is_sorted());
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("diagnostic.rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    for code in codes_of(&text) {
                        assert!(CODES.contains(&&*code), "{}: add {code:?} to CODES", path.display());
                    }
                }
            }
        }
    }

    #[test]
    fn unknown_becomes_other() {
        assert_eq!(intern("unit-damaged"), "unit-damaged");
        assert_eq!(intern("from-the-future"), "other");
    }
}
