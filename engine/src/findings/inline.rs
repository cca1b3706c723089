//! Inline functions of public headers that the headers of NEW no longer name. What was compiled holds its own copies, and no
//! debug information lists them all, so only the texts tell.

use crate::compare::change::{Change, Owner};
use crate::compare::types::Comparison;
use crate::graph::{Graph, mangled};
use crate::ground::headers::{Placed, PublicHeaders, Texts, is_source_file, is_system};
use crate::model::report as m;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::DeclaredReason;

/// Adds a change for each.
pub(super) fn gone(c: &mut Comparison<'_>, headers: &PublicHeaders) {
    let wanted = |texts: &&Texts| texts.are_several() && !c.old.is_kernel() && !c.core;
    let Some(texts) = headers.texts.as_deref().filter(wanted) else { return };
    let functions = [c.old, c.new].map(functions);
    let [old, new] =
        [(c.old, &functions[0]), (c.new, &functions[1])].map(|(graph, functions)| placed(graph, functions));
    for name in texts.inline_gone(&old, &new) {
        let subject = m::Subject { kind: SubjectKind::Function, name: name.clone(), ..m::Subject::default() };
        let facts = m::Facts { name: Some(name), ..m::Facts::default() };
        let reason = DeclaredReason::GoneFromHeaders;
        c.add(Change::decided(Rule::InlineFunctionRemoved, Owner::Object, subject, (Some(facts), None), reason));
    }
}

/// What a side declares in headers, with where.
fn placed<'g>(graph: &'g Graph, functions: &'g [(String, usize)]) -> Vec<Placed<'g>> {
    let in_header = |file: &str| !file.is_empty() && !is_system(file) && !is_source_file(file);
    let types = graph.ids().filter(|&id| !graph.node(id).name.is_none()).map(|id| {
        let pos = graph.positions[id.index()];
        let name = graph.name(id).split('<').next().unwrap_or_default();
        (name.rsplit("::").next().unwrap_or_default(), graph.str(pos.file), pos.line)
    });
    let functions = functions.iter().map(|(name, at)| {
        let pos = graph.exports[*at].pos;
        (name.as_str(), graph.str(pos.file), pos.line)
    });
    types.chain(functions).filter(|(name, file, _)| !name.is_empty() && in_header(file)).collect()
}

/// Exports by their names in the source, without scopes.
fn functions(graph: &Graph) -> Vec<(String, usize)> {
    let name = |name: &str| match mangled::view(name) {
        Some(view) => view.path.last().map(|last| last.name.clone()),
        None => (!name.starts_with("_Z")).then(|| name.to_owned()),
    };
    let exports = graph.exports.iter().enumerate().filter(|(_, e)| !e.asked && !e.pos.file.is_none());
    exports.filter_map(|(at, e)| Some((name(graph.str(e.name))?, at))).collect()
}
