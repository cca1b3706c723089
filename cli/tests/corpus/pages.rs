//! What every renderer makes of some cases: whole pages, held against `snapshots/`.

use std::path::Path;

use crate::build::Workspace;
use crate::page;

/// Cases that together show most rules, kinds of facts and turns of sentences; a greedy choice from `sentences.txt`, without
/// those whose pages say where the corpus lies: lines break elsewhere on another machine.
const SHOWN: &[&str] = &[
    "array-lengths-from-one-macro",
    "array-of-one-became-flexible-in-a-value",
    "base-type-encoding-changed",
    "core-enumerator-removed",
    "core-integers-resize",
    "core-layout-moves",
    "core-type-added",
    "enum-sentinel-moved-beside-a-rename",
    "float-of-another-name",
    "folder-symbol-moved-needed",
    "function-became-variadic-before-last",
    "kabi-rhel8-deprecate-and-use",
    "kabi-rhel9-use-twice",
    "member-wrapped-where-others-move",
    "parameter-names-swapped-struct-changed",
    "parameter-renamed",
    "reserved-bits-used-and-put-into-union",
    "symbol-became-ifunc-unknown",
    "symbol-became-unversioned-aborts",
    "symbol-private-changed",
    "tail-growth-exported-array",
    "type-of-another-project",
    "type-replaced-in-many-structs",
    "typedef-alignment-changed",
    "typedef-const-of-variable",
    "typedef-replaced-by-another",
    "unversioned-binds-to-another",
    "variable-grew-and-lost-const",
    "version-node-removed",
];

/// Holds the pages of a case against its snapshot, if it is one of those that are shown.
///
/// # Panics
/// With the difference.
pub(crate) fn check(workspace: &Workspace, old: &Path, new: &Path) {
    let case = &*workspace.case;
    if !SHOWN.contains(&case.name.as_str()) {
        return;
    }
    let further = workspace.diff_args(old, new);
    let further: Vec<&str> = further.iter().map(String::as_str).collect();
    let (old, new) = (old.to_string_lossy(), new.to_string_lossy());
    let pages = page::all(workspace.path(), page::COMPARISONS, &[("OLD", &old), ("NEW", &new)], &further);
    page::hold!(case.name.as_str(), workspace.without_folder(&pages));
}
