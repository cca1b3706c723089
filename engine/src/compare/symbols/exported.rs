//! Exports of both sides, and how reports call one.

use super::libraries::Libraries;
use crate::graph::{Export, Graph, Kind, SymbolKind, mangled, spell};
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::said::Said;

/// Exports of both sides, and those of one.
#[derive(Default)]
pub struct Exports {
    /// Index in OLD, index in NEW.
    pub both: Vec<(u32, u32)>,
    pub removed: Vec<u32>,
    pub added: Vec<u32>,
    /// Which object is which.
    pub libraries: Libraries,
}

/// The subject of an export.
pub fn subject(graph: &Graph, export: &Export) -> Subject {
    let kind = match (export.kind, export.type_id) {
        (SymbolKind::Function | SymbolKind::Ifunc, _) => SubjectKind::Function,
        (SymbolKind::Object | SymbolKind::Tls, _) => SubjectKind::Variable,
        (SymbolKind::Untyped, Some(t)) if graph.node(t).kind != Kind::Function => SubjectKind::Variable,
        (SymbolKind::Untyped, _) => SubjectKind::Function,
    };
    let info = &graph.objects[export.object.0 as usize];
    Subject {
        kind,
        name: graph.str(export.name).to_owned(),
        // Reports spell it, when there is a finding.
        demangled: None,
        member: None,
        module: info.module.clone(),
        file: (!export.pos.file.is_none()).then(|| graph.str(export.pos.file).to_owned()),
        line: (export.pos.line != 0).then_some(export.pos.line),
    }
}

/// An export as C, or as the source of C++ names it, as far as its type is known.
pub fn spelling(graph: &Graph, export: &Export) -> String {
    let name = graph.str(export.name);
    let source = mangled::view(name).map(|view| if export.type_id.is_some() { view.name() } else { view.text() });
    let name = source.as_deref().unwrap_or(name);
    match export.type_id {
        Some(t) if graph.node(t).kind == Kind::Function => spell::function(graph, t, name),
        Some(t) => spell::declaration(graph, t, name),
        None => name.to_owned(),
    }
}

/// Facts of both sides that are words.
pub(super) fn words(old: Said, new: Said) -> (Facts, Facts) {
    (Facts::saying(old), Facts::saying(new))
}

/// An export that only one side has, with its version.
pub(super) fn facts_of(graph: &Graph, export: &Export) -> Facts {
    let has_version = !export.version.is_none();
    let version = if has_version { Facts::saying(Said::name(graph.str(export.version))) } else { Facts::default() };
    // What a symbol of C++ says of its declaration, it says whatever debug information there is.
    let declaration = mangled::view(graph.str(export.name)).map(|view| view.declaration());
    Facts { type_: Some(declaration.unwrap_or_else(|| spelling(graph, export))), ..version }
}
