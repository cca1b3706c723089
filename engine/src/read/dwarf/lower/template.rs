//! Names of template instances, where the text of the name alone does not tell which instance it is.
//!
//! GCC up to 12 writes an enumerator as an argument as `(E)1`, clang as `E::b`; `-gsimple-template-names` leaves all
//! arguments out. The arguments are children of the class (DWARF 5, 5.7.3), and decide.

use super::Lowering;
use super::local::{Argument, Target};
use super::target::target;
use crate::graph::{EdgeFlags, EdgeKind, Kind, cpp_name};
use crate::ground::maps::FastMap;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::{Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// How deep arguments may be nested; nobody comes near.
const DEEP: usize = 32;
/// Longest name that is made here, in bytes.
const LONG: usize = 1 << 14;

impl Lowering {
    /// Takes note of an argument of a class template.
    pub(super) fn template_argument<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        owner: u32,
    ) {
        let argument = match (plan.tag, attrs.get(Slot::ConstValue)) {
            (gimli::DW_TAG_template_type_parameter, _) => Argument::Type(target(context, attrs.get(Slot::Type))),
            (gimli::DW_TAG_GNU_template_template_param, _) => {
                Argument::Template(context.str(file, attrs, Slot::LinkageName))
            }
            (_, Some(Value::Unsigned(v))) => Argument::Value(v.cast_signed()),
            (_, Some(Value::Signed(v))) => Argument::Value(v),
            _ => Argument::Other,
        };
        self.arguments.push((owner, argument));
    }

    /// Where arguments that are types lead, as far as a node was made of them.
    pub(super) fn find_arguments(&mut self, context: &UnitContext<'_>) {
        let mut arguments = std::mem::take(&mut self.arguments);
        for (_, argument) in &mut arguments {
            if let Argument::Type(Target::Die(info, offset)) = *argument
                && let Some(local) = self.find(context, info, offset)
            {
                *argument = Argument::Type(Target::Local(local));
            }
        }
        self.arguments = arguments;
    }

    /// Gives instances the names that their arguments tell. Edges are grouped by now.
    pub(super) fn rename_templates(&mut self, file: &DwarfFile<'_>) {
        if self.arguments.is_empty() {
            return;
        }
        let mut arguments = std::mem::take(&mut self.arguments);
        arguments.sort_by_key(|a| a.0);
        let mut renamer = Renamer { lowering: self, file, arguments: &arguments, known: FastMap::default() };
        let changed: Vec<u32> = {
            let mut owners: Vec<u32> = arguments.iter().map(|a| a.0).collect();
            owners.dedup();
            owners.into_iter().filter(|&owner| renamer.differs(owner)).collect()
        };
        if !changed.is_empty() {
            let all: Vec<u32> = (0..renamer.lowering.nodes.len() as u32).collect();
            let mut fresh: Vec<(u32, Vec<u8>)> = Vec::new();
            for node in all {
                let n = &renamer.lowering.nodes[node as usize];
                let is_named = !n.name.is_none() && (n.kind.is_tagged() || n.kind == Kind::Typedef);
                if is_named {
                    let name = renamer.name(node, 0);
                    if name != renamer.text(node) {
                        fresh.push((node, name));
                    }
                }
            }
            for (node, name) in fresh {
                if self.names.take(name.len()) {
                    let n = &mut self.nodes[node as usize];
                    (n.name, n.name_hash) = (StrRef::arena(self.arena.len()), 0);
                    self.arena.extend_from_slice(&name);
                    self.arena.push(0);
                }
            }
        }
        arguments.clear();
        self.arguments = arguments;
    }
}

/// Makes the names of a unit's types anew.
struct Renamer<'l> {
    lowering: &'l Lowering,
    file: &'l DwarfFile<'l>,
    /// By class.
    arguments: &'l [(u32, Argument)],
    known: FastMap<u32, Vec<u8>>,
}

impl<'l> Renamer<'l> {
    fn text(&self, node: u32) -> &'l [u8] {
        let lowering: &'l Lowering = self.lowering;
        self.file.string(lowering.nodes[node as usize].name, &lowering.arena).unwrap_or_default()
    }

    fn arguments(&self, node: u32) -> &'l [(u32, Argument)] {
        let start = self.arguments.partition_point(|a| a.0 < node);
        let length = self.arguments[start..].iter().take_while(|a| a.0 == node).count();
        &self.arguments[start..start + length]
    }

    /// Whether the arguments say something else than the name.
    fn differs(&self, node: u32) -> bool {
        let text = self.text(node);
        let own = self.arguments(node);
        if text.is_empty() || own.is_empty() {
            return false;
        }
        if text.last() != Some(&b'>') {
            return true;
        }
        if !own.iter().any(|a| matches!(a.1, Argument::Value(_))) {
            return false;
        }
        let cuts = cpp_name::arguments(text);
        cuts.len() == own.len()
            && cuts.iter().zip(own).any(|(&(a, b), own)| matches!(own.1, Argument::Value(_)) && !is_value(&text[a..b]))
    }

    /// The name of a type, with its scopes.
    fn name(&mut self, node: u32, depth: usize) -> Vec<u8> {
        if let Some(known) = self.known.get(&node) {
            return known.clone();
        }
        let text = self.text(node);
        let mut out = Vec::new();
        let scope = self.lowering.nodes[node as usize].scope;
        let around = if scope == u32::MAX || depth >= DEEP { &[][..] } else { self.text(scope) };
        let own = text.strip_prefix(around).filter(|own| !around.is_empty() && own.starts_with(b"::"));
        match own {
            Some(own) => {
                out.extend_from_slice(&self.name(scope, depth + 1));
                out.extend_from_slice(own);
            }
            None => out.extend_from_slice(text),
        }
        if self.differs(node) && depth < DEEP {
            let arguments = self.arguments(node);
            if text.last() == Some(&b'>') {
                let cuts = cpp_name::arguments(&out);
                if cuts.len() == arguments.len() {
                    for (&(start, end), argument) in cuts.iter().zip(arguments).rev() {
                        if let Argument::Value(value) = argument.1
                            && !is_value(&out[start..end])
                        {
                            out.splice(start..end, value.to_string().into_bytes());
                        }
                    }
                }
            } else {
                out.push(b'<');
                for (i, (_, argument)) in arguments.iter().enumerate() {
                    if i > 0 {
                        out.extend_from_slice(b", ");
                    }
                    self.argument(*argument, depth + 1, &mut out);
                }
                out.push(b'>');
            }
        }
        out.truncate(LONG);
        self.known.insert(node, out.clone());
        out
    }

    fn argument(&mut self, argument: Argument, depth: usize, out: &mut Vec<u8>) {
        match argument {
            Argument::Type(target) => self.spell(target, depth, out),
            Argument::Value(value) => out.extend_from_slice(value.to_string().as_bytes()),
            Argument::Template(name) => {
                let text = self.file.string(name, &self.lowering.arena).unwrap_or_default();
                cpp_name::canonical(text, out);
            }
            Argument::Other => out.push(b'?'),
        }
    }

    /// A type as compilers spell it among arguments.
    fn spell(&mut self, target: Target, depth: usize, out: &mut Vec<u8>) {
        let Target::Local(node) = target else {
            out.extend_from_slice(if target == Target::Void { b"void" } else { b"?" });
            return;
        };
        if depth >= DEEP || out.len() > LONG {
            out.push(b'?');
            return;
        }
        let lowering = self.lowering;
        let n = &lowering.nodes[node as usize];
        let edges = &lowering.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
        let inner = edges.iter().find(|e| e.kind == EdgeKind::Target).map_or(Target::Void, |e| e.target);
        let is_pointer = |t| matches!(t, Target::Local(l) if lowering.nodes[l as usize].kind.is_pointer_like());
        match n.kind {
            Kind::Pointer | Kind::Reference | Kind::RvalueReference => {
                let sign: &[u8] = match n.kind {
                    Kind::Pointer => b"*",
                    Kind::Reference => b"&",
                    _ => b"&&",
                };
                let function = matches!(inner, Target::Local(l) if lowering.nodes[l as usize].kind == Kind::Function);
                let start = out.len();
                self.spell(inner, depth + 1, out);
                match out[start..].iter().rposition(|&b| b == b'(').filter(|_| function) {
                    Some(at) => {
                        let at = start + at;
                        out.splice(at..at, [b"(", sign, b")"].concat());
                    }
                    None => out.extend_from_slice(sign),
                }
            }
            Kind::Const | Kind::Volatile => {
                let word: &[u8] = if n.kind == Kind::Const { b"const" } else { b"volatile" };
                if is_pointer(inner) {
                    self.spell(inner, depth + 1, out);
                    out.push(b' ');
                    out.extend_from_slice(word);
                } else {
                    out.extend_from_slice(word);
                    out.push(b' ');
                    self.spell(inner, depth + 1, out);
                }
            }
            Kind::Array => {
                self.spell(inner, depth + 1, out);
                out.extend_from_slice(format!("[{}]", n.aux).as_bytes());
            }
            Kind::Function => {
                let result = edges.iter().find(|e| e.kind == EdgeKind::Return).map_or(Target::Void, |e| e.target);
                self.spell(result, depth + 1, out);
                out.push(b'(');
                let mut first = true;
                for e in edges.iter().filter(|e| e.kind == EdgeKind::Param && !e.flags.has(EdgeFlags::ARTIFICIAL)) {
                    if !std::mem::take(&mut first) {
                        out.extend_from_slice(b", ");
                    }
                    self.spell(e.target, depth + 1, out);
                }
                out.push(b')');
            }
            Kind::Void if n.name.is_none() => out.extend_from_slice(b"void"),
            _ if n.kind == Kind::Base => out.extend_from_slice(self.text(node)),
            _ if n.name.is_none() => out.push(b'?'),
            _ => {
                let name = self.name(node, depth + 1);
                out.extend_from_slice(&name);
            }
        }
    }
}

/// Whether an argument is spelt as its value.
fn is_value(text: &[u8]) -> bool {
    matches!(text, b"true" | b"false") || text.first().is_some_and(|b| b.is_ascii_digit() || *b == b'-')
}
