//! Members of classes as the source declares them, spelt from the table.
//!
//! A graph holds no node for what only member functions take: nobody reaches it through a type. So signatures are text.

use xxhash_rust::xxh3::xxh3_128;

use super::interner::Interner;
use super::special::{Types, special};
use super::table::{Gid, NameKind, RawEdge, RawMember, RawTarget};
use crate::graph::cpp_name::{bare, canonical};
use crate::graph::{EdgeFlags, EdgeKind, Kind, Member, MemberFlags};

/// How deep a signature may be nested.
const DEEP: usize = 32;
/// Longest signature in bytes; a longer one is cut.
const LONG: usize = 1 << 12;

/// A member with its signature.
pub(super) struct Spelt {
    /// The name without the class, spelt alike whatever the compiler.
    pub name: String,
    /// Of a function its result, name, parameters and qualifiers; of data its declaration.
    pub signature: String,
    /// What debug information says of it.
    pub raw: RawMember,
}

impl Spelt {
    /// What counts of it, see [`digest`].
    pub fn text(&self) -> (&str, &str, MemberFlags, i64, i64) {
        (&self.name, &self.signature, self.raw.flags, self.raw.slot, self.raw.value)
    }

    /// The same in a graph.
    pub fn in_graph(&self, names: &mut Interner<'_>) -> Member {
        let &RawMember { slot, value, line, flags, .. } = &self.raw;
        let symbol = names.intern(self.raw.symbol);
        let (name, signature) = (names.names.intern(&self.name), names.names.intern(&self.signature));
        Member { name, symbol, signature, slot, value, line, flags }
    }
}

/// The members of a class, by name and signature. What units spell alike is one, though their types may have been made
/// of other parts.
pub(super) fn members(types: Types<'_>, class: Gid) -> Vec<Spelt> {
    let table = types.table;
    let spelt = |m: &RawMember| {
        let mut raw = *m;
        raw.flags.set(special(types, class, m));
        let name = spelt_name(table.name(m.name));
        Spelt { signature: signature(types, m, &name), name, raw }
    };
    let mut out: Vec<Spelt> = table.members(class).iter().map(spelt).collect();
    let kind = |m: &Spelt| m.raw.flags.has(MemberFlags::DATA);
    out.sort_by(|a, b| {
        let key = |m: &Spelt| (kind(m), m.raw.flags, m.raw.line);
        (&a.name, &a.signature, key(a)).cmp(&(&b.name, &b.signature, key(b)))
    });
    out.dedup_by(|later, first| {
        let alike = later.name == first.name && later.signature == first.signature;
        let same = alike && kind(later) == kind(first);
        if same {
            first.raw.meet(&later.raw);
        }
        same
    });
    by_symbol(out)
}

/// Takes together what has one symbol: where a unit does not tell what an enumerator among the arguments of a parameter's
/// class is, it spells the parameter otherwise. The signature that comes first stays, in which it is a number.
fn by_symbol(members: Vec<Spelt>) -> Vec<Spelt> {
    let mut out: Vec<Spelt> = Vec::with_capacity(members.len());
    let mut run = 0;
    for member in members {
        if out.last().is_none_or(|last| last.name != member.name) {
            run = out.len();
        }
        let same = |first: &&mut Spelt| first.raw.symbol == member.raw.symbol && member.raw.symbol != 0;
        match out[run..].iter_mut().find(same) {
            Some(first) => first.raw.meet(&member.raw),
            None => out.push(member),
        }
    }
    out
}

/// Operators as one compiler spells them: `operator new[]`, which GCC writes with a blank, `operator long`.
fn spelt_name(name: &str) -> String {
    if !name.starts_with("operator") {
        return name.to_owned();
    }
    let mut out = Vec::with_capacity(name.len());
    canonical(name.as_bytes(), &mut out);
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

/// One hash of what the members of a class are, in the order of their names and signatures: these, bits, places and values.
/// Where they are declared, and what symbols they have, is nothing of it.
pub(super) fn digest<'m>(members: impl Iterator<Item = (&'m str, &'m str, MemberFlags, i64, i64)>) -> u128 {
    let mut out = Vec::new();
    for (name, signature, flags, slot, value) in members {
        out.extend_from_slice(&xxh3_128(name.as_bytes()).to_le_bytes());
        out.extend_from_slice(&xxh3_128(signature.as_bytes()).to_le_bytes());
        out.extend_from_slice(&flags.0.to_le_bytes());
        out.extend_from_slice(&slot.to_le_bytes());
        out.extend_from_slice(&value.to_le_bytes());
    }
    xxh3_128(&out)
}

/// `int f(const char*, ...) const &`, or `static long count` of data.
fn signature(types: Types<'_>, m: &RawMember, name: &str) -> String {
    let mut out = String::new();
    let function = match m.target {
        RawTarget::Node(gid) if types.table.node(gid).kind == Kind::Function => Some(gid),
        _ => None,
    };
    let Some(function) = function else {
        spell(types, m.target, 0, &mut out);
        out.push(' ');
        out.push_str(name);
        return out;
    };
    let edges = types.table.edges(function);
    let result = edges.iter().find(|e| e.kind == EdgeKind::Return).map_or(RawTarget::Void, |e| e.target);
    // Constructors and destructors return nothing that anybody writes.
    let of_class = name.starts_with('~')
        || result == RawTarget::Void && !name.contains("operator") && is_constructor(types, function, name);
    if !of_class {
        spell(types, result, 0, &mut out);
        out.push(' ');
    }
    out.push_str(name);
    parameters(types, function, 0, &mut out);
    let (is_const, is_volatile) = qualifiers(types, function);
    for (has, word) in [
        (is_const, " const"),
        (is_volatile, " volatile"),
        (m.flags.has(MemberFlags::LVALUE), " &"),
        (m.flags.has(MemberFlags::RVALUE), " &&"),
    ] {
        if has {
            out.push_str(word);
        }
    }
    cut(&mut out);
    out
}

fn cut(out: &mut String) {
    if out.len() > LONG {
        let end = (0..=LONG).rev().find(|&i| out.is_char_boundary(i)).unwrap_or(0);
        out.truncate(end);
        out.push_str("...");
    }
}

/// What `this` points to.
fn this(types: Types<'_>, function: Gid) -> Option<RawTarget> {
    let edge = types.table.edges(function).iter().find(|e| e.kind == EdgeKind::Param)?;
    if !edge.flags.has(EdgeFlags::ARTIFICIAL) {
        return None;
    }
    let mut at = edge.target;
    // `this` itself may be const.
    for _ in 0..4 {
        let RawTarget::Node(gid) = at else { return None };
        let to = types.table.edges(gid).first()?.target;
        match types.table.node(gid).kind {
            Kind::Pointer | Kind::Reference => return Some(to),
            _ => at = to,
        }
    }
    None
}

/// Whether a member function bears the name of its class, without arguments and scopes.
fn is_constructor(types: Types<'_>, function: Gid, name: &str) -> bool {
    let Some(RawTarget::Name(_, class)) = this(types, function) else { return false };
    let class = types.table.name(types.table.plain(class));
    bare(class) == bare(name)
}

/// Whether a member function is `const`, and `volatile`.
fn qualifiers(types: Types<'_>, function: Gid) -> (bool, bool) {
    let mut found = (false, false);
    let Some(mut at) = this(types, function) else { return found };
    for _ in 0..4 {
        let RawTarget::Node(gid) = at else { break };
        match types.table.node(gid).kind {
            Kind::Const => found.0 = true,
            Kind::Volatile => found.1 = true,
            _ => break,
        }
        let Some(edge) = types.table.edges(gid).first() else { break };
        at = edge.target;
    }
    found
}

fn parameters(types: Types<'_>, function: Gid, depth: usize, out: &mut String) {
    out.push('(');
    let mut first = true;
    let shown = |e: &&RawEdge| e.kind == EdgeKind::Param && !e.flags.has(EdgeFlags::ARTIFICIAL);
    for e in types.table.edges(function).iter().filter(shown) {
        if !std::mem::take(&mut first) {
            out.push_str(", ");
        }
        spell(types, e.target, depth + 1, out);
    }
    if types.table.node(function).flags.has(crate::graph::Flags::VARIADIC) {
        out.push_str(if first { "..." } else { ", ..." });
    }
    out.push(')');
}

/// A type as C++ spells it without a name: `const char*`, `int(&)[3]` as `int[3]&`.
fn spell(types: Types<'_>, target: RawTarget, depth: usize, out: &mut String) {
    if depth > DEEP || out.len() > LONG {
        out.push_str("...");
        return;
    }
    let gid = match target {
        RawTarget::Void => return out.push_str("void"),
        RawTarget::Name(kind, name) => {
            // A function is known by what its typedefs stand for, as its symbol is: compilers put some into other scopes.
            let definition = if kind == NameKind::Typedef { (types.meant)(kind, name) } else { None };
            let edges = definition.map_or(&[][..], |gid| types.table.edges(gid));
            match edges.iter().find(|e| e.kind == EdgeKind::Target) {
                Some(edge) => return spell(types, edge.target, depth + 1, out),
                None => return out.push_str(types.table.name(types.table.plain(name))),
            }
        }
        RawTarget::Node(gid) => gid,
    };
    let node = types.table.node(gid);
    let inner = |kind| types.table.edges(gid).iter().find(|e| e.kind == kind).map_or(RawTarget::Void, |e| e.target);
    let to = inner(EdgeKind::Target);
    let is_function = |t| matches!(t, RawTarget::Node(g) if types.table.node(g).kind == Kind::Function);
    match node.kind {
        Kind::Pointer | Kind::Reference | Kind::RvalueReference => {
            let sign = match node.kind {
                Kind::Pointer => "*",
                Kind::Reference => "&",
                _ => "&&",
            };
            if let RawTarget::Node(function) = to
                && is_function(to)
            {
                let result = types.table.edges(function).iter().find(|e| e.kind == EdgeKind::Return);
                spell(types, result.map_or(RawTarget::Void, |e| e.target), depth + 1, out);
                out.push_str(&format!(" ({sign})"));
                parameters(types, function, depth + 1, out);
            } else {
                spell(types, to, depth + 1, out);
                out.push_str(sign);
            }
        }
        Kind::Const | Kind::Volatile | Kind::Restrict | Kind::Atomic => {
            let word = match node.kind {
                Kind::Const => "const",
                Kind::Volatile => "volatile",
                Kind::Restrict => "__restrict",
                _ => "_Atomic",
            };
            let behind = matches!(to, RawTarget::Node(g) if types.table.node(g).kind.is_pointer_like());
            if behind {
                spell(types, to, depth + 1, out);
                out.push(' ');
                out.push_str(word);
            } else {
                out.push_str(word);
                out.push(' ');
                spell(types, to, depth + 1, out);
            }
        }
        Kind::Array => {
            spell(types, to, depth + 1, out);
            out.push_str(&format!("[{}]", node.aux));
        }
        Kind::PtrToMember => {
            spell(types, to, depth + 1, out);
            out.push(' ');
            spell(types, inner(EdgeKind::Containing), depth + 1, out);
            out.push_str("::*");
        }
        Kind::Function => {
            spell(types, inner(EdgeKind::Return), depth + 1, out);
            parameters(types, gid, depth + 1, out);
        }
        Kind::Base | Kind::Typedef | Kind::Struct | Kind::Class | Kind::Union | Kind::Enum | Kind::Void => {
            let name = types.table.name(types.table.plain(node.name));
            out.push_str(if name.is_empty() { "(unnamed)" } else { name });
        }
        Kind::Unknown => out.push('?'),
    }
}
