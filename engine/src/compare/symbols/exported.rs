//! Exports of both sides, and how reports call one.

use super::libraries::Libraries;
use crate::graph::{Export, Graph, Kind, SymbolKind, spell};
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
pub fn subject(g: &Graph, e: &Export) -> Subject {
    let kind = match (e.kind, e.type_id) {
        (SymbolKind::Function | SymbolKind::Ifunc, _) => SubjectKind::Function,
        (SymbolKind::Object | SymbolKind::Tls, _) => SubjectKind::Variable,
        (SymbolKind::Untyped, Some(t)) if g.node(t).kind != Kind::Function => SubjectKind::Variable,
        (SymbolKind::Untyped, _) => SubjectKind::Function,
    };
    let info = &g.objects[e.object.0 as usize];
    Subject {
        kind,
        name: g.str(e.name).to_owned(),
        member: None,
        module: info.module.clone(),
        file: (!e.pos.file.is_none()).then(|| g.str(e.pos.file).to_owned()),
        line: (e.pos.line != 0).then_some(e.pos.line),
    }
}

/// An export as C, as far as its type is known.
pub fn spelling(g: &Graph, e: &Export) -> String {
    let name = g.str(e.name);
    match e.type_id {
        Some(t) if g.node(t).kind == Kind::Function => spell::function(g, t, name),
        Some(t) => spell::declaration(g, t, name),
        None => name.to_owned(),
    }
}

/// Facts of both sides that are words.
pub(super) fn words(old: Said, new: Said) -> (Facts, Facts) {
    (Facts::saying(old), Facts::saying(new))
}
