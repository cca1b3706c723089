//! What is said of an interface of Rust beside its changes: types in it that rustc lays out as it likes.

use crate::graph::{Export, Flags, Graph, TypeId, rust, spell};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

/// How many exports are named.
const NAMES: usize = 3;

/// The exports of NEW that pass or hold by value what no `#[repr]` lays out so.
pub(super) fn layouts(g: &Graph) -> Option<Diagnostic> {
    if g.is_kernel() || !g.nodes.iter().any(|n| n.flags.has(Flags::RUST)) {
        return None;
    }
    let free = rust::free(g);
    let found: Vec<(&Export, TypeId)> =
        g.exports.iter().filter_map(|e| Some((e, rust::first_free(g, e.type_id?, &free)?))).collect();
    let named = |(e, id): &(&Export, TypeId)| format!("{} ({})", g.str(e.name), spell::type_name(g, *id));
    let names: Vec<String> = found.iter().take(NAMES).map(named).collect();
    let more = match found.len() {
        0 => return None,
        n if n > NAMES => format!(" and {} more", n - NAMES),
        _ => String::new(),
    };
    Some(Diagnostic {
        level: DiagnosticLevel::Note,
        code: "rust-layout",
        object: String::new(),
        section: String::new(),
        offset: None,
        message: format!(
            "rustc chose the layout of what some exports take, return or hold by value, and may choose another when it \
             compiles them again: {}{more}. #[repr(C)] promises one",
            names.join(", ")
        ),
    })
}
