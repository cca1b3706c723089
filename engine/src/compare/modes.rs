//! Options that units were compiled with, held against each other for each export of both sides.

use std::collections::BTreeMap;

use petgraph::visit::{Dfs, Walker};

use super::change::{Change, Owner};
use super::scalars;
use super::symbols::Exports;
use super::types::Comparison;
use crate::graph::{Edge, EdgeKind, Export, Flags, Graph, Kind, TypeId, class};
use crate::ground::maps::FastMap;
use crate::rules::Rule;
use crate::rules::callconv::{self, Passing, RegClass, Scalar};
use crate::rules::facts::{Facts, Subject, SubjectKind};
use crate::rules::modes::{Choice, Effect, differences, vector_bytes};
use crate::rules::reason::{Concerned, ObjectReason};
use crate::rules::said::Said;

/// An object of OLD, what was chosen, and how on both sides.
type Key = (u32, Choice, String, String);

/// An object and a set of options of it, on both sides.
type Modes = (u32, u32, u32, u32);

/// Exports of both sides whose units chose otherwise: how many, how many of them that concerns, and one of these.
#[derive(Default)]
struct Found {
    exports: usize,
    concerned: usize,
    first: Option<String>,
}

/// Adds what follows from options. After all types were compared.
pub fn compare(comparison: &mut Comparison<'_>, exports: &Exports) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let mut known: FastMap<Modes, Vec<(Choice, String, String)>> = FastMap::default();
    let mut found: BTreeMap<Key, Found> = BTreeMap::new();
    for &(i, j) in &exports.both {
        let (old_export, new_export) = (&old_graph.exports[i as usize], &new_graph.exports[j as usize]);
        let (Some(from), Some(to)) = (mode(old_graph, old_export), mode(new_graph, new_export)) else { continue };
        if from == to {
            continue;
        }
        let key = (old_export.object.0, old_export.mode, new_export.object.0, new_export.mode);
        for (choice, old, new) in known.entry(key).or_insert_with(|| differences(from, to, old_graph.machine)) {
            let entry = found.entry((old_export.object.0, *choice, old.clone(), new.clone())).or_default();
            entry.exports += 1;
            let concerned =
                |graph: &Graph, e: &Export| e.type_id.is_some_and(|t| concerns(graph, t, choice.effect, (old, new)));
            if concerned(old_graph, old_export) && concerned(new_graph, new_export) {
                entry.concerned += 1;
                entry.first.get_or_insert_with(|| old_graph.str(old_export.name).to_owned());
            }
        }
    }
    for ((object, choice, old, new), found) in found {
        let Some(reason) = reason(comparison, choice, found) else { continue };
        let info = &old_graph.objects[object as usize];
        let name = info.called().to_owned();
        let subject = Subject { kind: SubjectKind::Object, name, module: info.module.clone(), ..Subject::default() };
        let sides = (Some(Facts::saying(Said::name(old))), Some(Facts::saying(Said::name(new))));
        comparison.add(Change::decided(Rule::CompileModeChanged, Owner::Object, subject, sides, reason));
    }
}

fn mode<'g>(graph: &'g Graph, export: &Export) -> Option<&'g str> {
    let modes = &graph.objects[export.object.0 as usize].modes;
    modes.get((export.mode as usize).checked_sub(1)?).map(String::as_str)
}

/// What follows from a choice; `None` where nothing of the interface can tell the two apart.
fn reason(comparison: &Comparison<'_>, choice: Choice, found: Found) -> Option<ObjectReason> {
    let told = |rule: Rule| comparison.changes.iter().any(|change| change.rule == rule);
    let shows = match choice.effect {
        Effect::Types => {
            comparison.changes.iter().any(|change| change.affects_layout) || told(Rule::BaseTypeEncodingChanged)
        }
        Effect::Format(_) => told(Rule::BaseTypeSizeChanged),
        _ => false,
    };
    if shows {
        return Some(ObjectReason::ToldOfTheType { choice });
    }
    let exports = Concerned { count: found.concerned, first: found.first? };
    Some(match choice.effect {
        Effect::Format(format) => ObjectReason::OtherFormatOf { choice, format, exports },
        Effect::Exceptions => ObjectReason::NothingDestroyed { exports },
        _ => ObjectReason::MovedFor { choice, exports },
    })
}

/// Whether an export passes (or, of a format, holds) what an option is about.
fn concerns(graph: &Graph, t: TypeId, effect: Effect, (old, new): (&str, &str)) -> bool {
    let node = graph.node(t);
    if let Effect::Format(name) = effect {
        return reaches(graph, t, name);
    }
    if node.kind != Kind::Function {
        return false;
    }
    let edges = |kind| graph.edges(t).iter().filter(move |e: &&Edge| e.kind == kind);
    let values = || edges(EdgeKind::Param).chain(edges(EdgeKind::Return)).map(|e| graph.strip(e.target));
    match effect {
        // A variadic function takes its arguments where it always did.
        Effect::Calls => edges(EdgeKind::Param).next().is_some() && !node.flags.has(Flags::VARIADIC),
        Effect::Floats => values().any(|id| {
            matches!(
                callconv::scalar_class(graph, id),
                Scalar::Float { .. } | Scalar::Complex { .. } | Scalar::Vector { .. }
            )
        }),
        Effect::RecordResults => edges(EdgeKind::Return).any(|e| graph.node(graph.strip(e.target)).kind.is_record()),
        Effect::Vectors => {
            let least = vector_bytes(old).min(vector_bytes(new));
            let wide =
                |id: TypeId| graph.node(id).flags.has(Flags::VECTOR) && graph.size_of(id).is_some_and(|s| s > least);
            values().any(|id| {
                wide(id)
                    || graph.node(id).kind.is_record()
                        && scalars::pieces(graph, id).is_some_and(|pieces| pieces.iter().any(|p| wide(p.target)))
            })
        }
        Effect::EmptyArguments => moves_behind_empty(graph, t),
        // What begins to destroy what it holds does nobody harm.
        Effect::Exceptions => new == "-fno-exceptions" && calls_others(graph, t),
        Effect::Format(_) | Effect::Types => false,
    }
}

/// Whether a function is given functions of others, or objects whose virtual functions may be of others: what they throw
/// passes it.
fn calls_others(graph: &Graph, function: TypeId) -> bool {
    let given = graph.edges(function).iter().filter(|e| e.kind == EdgeKind::Param);
    given.map(|e| graph.strip(e.target)).any(|to| {
        Dfs::new(graph, to).iter(graph).any(|id| {
            let node = graph.node(id);
            node.kind == Kind::Function || node.kind.is_record() && class::virtual_functions(graph, id).next().is_some()
        })
    })
}

/// Whether a function takes an argument on the stack behind one of an empty class (psABI of x86-64, 3.2.3).
fn moves_behind_empty(graph: &Graph, function: TypeId) -> bool {
    let edges = graph.edges(function);
    let in_memory = |e: &Edge| e.kind == EdgeKind::Return && callconv::result(graph, e.target) == Passing::Memory;
    let (mut general, mut vector) = (usize::from(edges.iter().any(in_memory)), 0);
    let mut empty = false;
    for e in edges.iter().filter(|e| e.kind == EdgeKind::Param) {
        let (needs, vectors) = match callconv::parameter(graph, e.target) {
            Passing::None => {
                empty |= class::is_empty(graph, e.target);
                continue;
            }
            Passing::Reference => (1, 0),
            Passing::Registers(classes) => {
                let whole = classes.iter().filter(|c| matches!(c, RegClass::Integer | RegClass::IntegerEven)).count();
                (whole, classes.len() - whole)
            }
            Passing::Memory if empty => return true,
            Passing::Memory => continue,
            Passing::Unknown => return false,
        };
        let fits = general + needs <= 6 && vector + vectors <= 8;
        if fits {
            (general, vector) = (general + needs, vector + vectors);
        } else if empty {
            return true;
        }
    }
    false
}

/// Whether a base type of this name and more than eight bytes (or `__fp16`) is reached.
fn reaches(graph: &Graph, from: TypeId, name: &str) -> bool {
    Dfs::new(graph, from).iter(graph).any(|id| {
        let node = graph.node(id);
        node.kind == Kind::Base && graph.name(id).ends_with(name) && (node.byte_size > 8 || name == "__fp16")
    })
}
