//! What a type or symbol of a graph is, apart from what it refers to: the part of a graph that a history keeps.
//!
//! Records without a name are looked into where they stand, as in [`super::super::show`], so that what they hold has a name
//! (`outer.inner`) and an offset in the type. The walk keeps its own stack.

use xxhash_rust::xxh3::Xxh3;

use super::super::show;
use crate::graph::peel::strip_arrays;
use crate::graph::{Binding, Edge, EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, SymbolKind, TypeId, Untyped};
use crate::graph::{layout, spell, unknown};
use crate::model::history::{Definition, Member};
use crate::rules::facts::SubjectKind;

/// A definition, and a hash by which it is told from others: names of parameters do not count.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) definition: Definition,
    pub(super) shape: u128,
}

/// Whether the graph has no definition of a type.
pub(super) fn is_undefined(g: &Graph, id: TypeId) -> bool {
    g.node(id).kind.is_tagged() && g.node(id).flags.has(Flags::DECLARATION) || g.lacks_members(id)
}

/// The definition of a type that has one.
pub(super) fn of_type(g: &Graph, id: TypeId) -> Found {
    let node = g.node(id);
    let name = g.name(id);
    let mut facts = Vec::new();
    let definition = match node.kind {
        Kind::Typedef => {
            let target = g.target(id);
            let body = show::anonymous(g, target).or_else(|| nameless_enum(g, target));
            let held = g.strip(strip_arrays(g, g.strip(target)));
            // The size of what has a name is told of that name.
            let is_named = g.node(held).kind.is_tagged() && body.is_none();
            Definition {
                declaration: format!("typedef {}", spell::declaration(g, target, name)),
                byte_size: if is_named { None } else { g.size_of(id) },
                members: body.map_or_else(Vec::new, |body| members(g, body)),
                facts,
            }
        }
        Kind::Struct | Kind::Class | Kind::Union | Kind::Enum => {
            if node.kind != Kind::Enum && layout::is_packed(g, id) {
                facts.push("packed".to_owned());
            }
            match layout::requested(g, id) {
                0 => {}
                bytes => facts.push(format!("aligned({bytes})")),
            }
            if node.flags.has(Flags::CUT_VALUES) {
                facts.push("values of which only the low 32 bits are known".to_owned());
            }
            let underlying = g.edges(id).iter().find(|e| e.kind == EdgeKind::Target);
            let underlying = underlying.filter(|_| node.flags.has(Flags::ENUM_CLASS));
            let underlying = underlying.map_or_else(String::new, |e| format!(" : {}", spell::type_name(g, e.target)));
            Definition {
                declaration: format!("{} {name}{underlying}", spell::keyword(node.kind)),
                byte_size: Some(node.byte_size),
                members: members(g, id),
                facts,
            }
        }
        _ => Definition { declaration: spell::type_name(g, id), byte_size: g.size_of(id), facts, members: Vec::new() },
    };
    let shape = shape(&definition, &definition.declaration);
    Found { definition, shape }
}

/// The enum without a name that a typedef names.
fn nameless_enum(g: &Graph, id: TypeId) -> Option<TypeId> {
    let node = g.node(id);
    (node.kind == Kind::Enum && node.name.is_none() && !node.flags.has(Flags::DECLARATION)).then_some(id)
}

/// What an export is: a function or a variable.
pub(super) fn kind_of(g: &Graph, e: &Export) -> SubjectKind {
    let is_function = match e.type_id.map(|t| g.node(t).kind) {
        Some(Kind::Unknown) | None => matches!(e.kind, SymbolKind::Function | SymbolKind::Ifunc),
        Some(kind) => kind == Kind::Function,
    };
    if is_function { SubjectKind::Function } else { SubjectKind::Variable }
}

/// Whether nothing tells the type of an export.
pub(super) fn is_untyped(g: &Graph, e: &Export) -> bool {
    match e.type_id {
        Some(t) => unknown::is_unknown(g, t),
        None => e.untyped != Untyped::Stated,
    }
}

/// Facts of an export that are not its type.
pub(super) fn facts_of(g: &Graph, e: &Export) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |holds: bool, fact: &str| {
        if holds {
            out.push(fact.to_owned());
        }
    };
    add(e.kind == SymbolKind::Tls, "thread-local");
    add(e.kind == SymbolKind::Ifunc, "indirect function");
    add(!e.version_default, "not the default version");
    match e.ksym {
        Some(ksym) => {
            add(ksym.gpl_only, "GPL-only");
            add(!ksym.namespace.is_none(), &format!("namespace {}", g.str(ksym.namespace)));
        }
        None => add(e.binding == Binding::Weak, "weak"),
    }
    out
}

/// The definition of an export whose type is known.
pub(super) fn of_export(g: &Graph, e: &Export) -> Found {
    let name = g.str(e.name);
    let is_function = kind_of(g, e) == SubjectKind::Function;
    let (declaration, unnamed) = match e.type_id {
        Some(t) => (spell::function(g, t, name), spell::declaration(g, t, name)),
        // Assembler states that there is none.
        None => (name.to_owned(), name.to_owned()),
    };
    let byte_size = (!is_function).then_some(e.size);
    let definition = Definition { declaration, byte_size, facts: facts_of(g, e), members: Vec::new() };
    let shape = shape(&definition, &unnamed);
    Found { definition, shape }
}

fn shape(definition: &Definition, declaration: &str) -> u128 {
    let mut hash = Xxh3::new();
    let mut text = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    text(declaration);
    text(&format!("{:?} {:?}", definition.byte_size, definition.facts));
    for m in &definition.members {
        text(&m.name);
        text(&m.declaration);
        text(&format!("{:?} {:?} {:?}", m.bit_offset, m.bit_size, m.value));
    }
    hash.digest128()
}

/// A record that is being listed.
struct Open<'g> {
    edges: &'g [Edge],
    next: usize,
    /// Bits from the start of the outermost record; `None` below what has no known place.
    start: Option<i64>,
    /// What stands in front of names.
    prefix: String,
}

/// Members of a record or enumerators of an enum, in its order.
fn members(g: &Graph, id: TypeId) -> Vec<Member> {
    let mut out: Vec<Member> = Vec::new();
    let mut stack = vec![Open { edges: g.edges(id), next: 0, start: Some(0), prefix: String::new() }];
    while let Some(open) = stack.last_mut() {
        let Some(edge) = open.edges.get(open.next) else {
            stack.pop();
            continue;
        };
        open.next += 1;
        let Some(mut member) = member(g, edge, open.start) else { continue };
        let body = if edge.kind == EdgeKind::Member { show::anonymous(g, edge.target) } else { None };
        let body = body.filter(|_| stack.len() < show::MAX_DEPTH && out.len() < show::MAX_ROWS);
        let prefix = stack.last().map_or("", |open| open.prefix.as_str());
        let start = member.bit_offset;
        let inner = if edge.name.is_none() { prefix.to_owned() } else { format!("{prefix}{}.", member.name) };
        if body.is_none() || !edge.name.is_none() {
            member.name.insert_str(0, prefix);
            out.push(member);
        }
        if let Some(body) = body {
            stack.push(Open { edges: g.edges(body), next: 0, start, prefix: inner });
        }
    }
    out
}

/// A member as its edge states it; `start` is where the record that holds it begins.
fn member(g: &Graph, edge: &Edge, start: Option<i64>) -> Option<Member> {
    let is_placed = !edge.flags.has(EdgeFlags::UNKNOWN_OFFSET);
    let at = start.filter(|_| is_placed).map(|start| start.saturating_add(edge.value));
    let bits = || match edge.flags.has(EdgeFlags::BIT_FIELD) {
        true => Some(u64::from(edge.bit_size)),
        false => g.size_of(edge.target).map(|bytes| bytes.saturating_mul(8)),
    };
    let declaration = spell::member(g, edge);
    let name = g.str(edge.name);
    Some(match edge.kind {
        EdgeKind::Member => Member {
            name: if name.is_empty() { spell::type_name(g, edge.target) } else { name.to_owned() },
            declaration,
            bit_offset: at,
            bit_size: bits(),
            value: None,
        },
        EdgeKind::Base => Member {
            name: spell::type_name(g, edge.target),
            declaration,
            bit_offset: at.filter(|_| !edge.flags.has(EdgeFlags::VIRTUAL)),
            bit_size: bits(),
            value: None,
        },
        EdgeKind::VirtualSlot => Member {
            name: name.to_owned(),
            declaration,
            bit_offset: None,
            bit_size: None,
            value: (edge.value >= 0).then_some(i128::from(edge.value)),
        },
        EdgeKind::Enumerator => Member {
            name: name.to_owned(),
            declaration: name.to_owned(),
            bit_offset: None,
            bit_size: None,
            value: Some(spell::enumerator_value(edge)),
        },
        EdgeKind::Target | EdgeKind::Containing | EdgeKind::Return | EdgeKind::Param | EdgeKind::StaticMember => {
            return None;
        }
    })
}
