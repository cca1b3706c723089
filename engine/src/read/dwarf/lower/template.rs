//! Names of template instances, where the text of the name alone does not tell which instance it is.
//!
//! GCC up to 12 writes an enumerator as an argument as `(E)1`, clang as `E::b`; `-gsimple-template-names` leaves all
//! arguments out. The arguments are children of the class (DWARF 5, 5.7.3), and decide. What enumerator a text means is
//! learned from them, and from the enums of the unit, for other names hold it as well: those of classes that are only
//! declared, which have no children, and those that have the class among their arguments.

use super::Lowering;
use super::local::{Argument, Target};
use super::target::target;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind, cpp_name};
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
            (_, Some(Value::Unsigned(v))) => Argument::Value(v.cast_signed(), target(context, attrs.get(Slot::Type))),
            (_, Some(Value::Signed(v))) => Argument::Value(v, target(context, attrs.get(Slot::Type))),
            _ => Argument::Other,
        };
        self.arguments.push((owner, argument));
    }

    /// Takes note of a pack, which may be empty.
    pub(super) fn template_pack(&mut self, owner: u32) {
        self.arguments.push((owner, Argument::Pack));
    }

    /// Where arguments that are types, and types of values, lead, as far as a node was made of them.
    pub(super) fn find_arguments(&mut self, context: &UnitContext<'_>) {
        let mut arguments = std::mem::take(&mut self.arguments);
        for (_, argument) in &mut arguments {
            if let Argument::Type(to) | Argument::Value(_, to) = argument
                && let Target::Die(info, offset) = *to
                && let Some(local) = self.find(context, info, offset)
            {
                *to = Target::Local(local);
            }
        }
        self.arguments = arguments;
    }

    /// Gives instances the names that their arguments tell. Edges are grouped by now.
    pub(super) fn rename_templates(&mut self, file: &DwarfFile<'_>) {
        let values = self.enumerators(file, &self.declared_with_names(file));
        if self.arguments.is_empty() && values.is_empty() {
            return;
        }
        let mut arguments = std::mem::take(&mut self.arguments);
        arguments.sort_by_key(|a| a.0);
        let mut renamer = Renamer { lowering: self, file, arguments: &arguments, known: FastMap::default(), values };
        let mut owners: Vec<u32> = arguments.iter().map(|a| a.0).collect();
        owners.dedup();
        let mut has_bare = false;
        let mut is_any = !renamer.values.is_empty();
        for owner in owners {
            if renamer.differs(owner) {
                is_any = true;
                has_bare |= renamer.text(owner).last() != Some(&b'>');
                renamer.learn(owner);
            }
        }
        if is_any {
            let all: Vec<u32> = (0..renamer.lowering.nodes.len() as u32).collect();
            let mut fresh: Vec<(u32, Vec<u8>)> = Vec::new();
            for node in all {
                let n = &renamer.lowering.nodes[node as usize];
                let is_named = !n.name.is_none() && (n.kind.is_tagged() || n.kind == Kind::Typedef);
                if is_named && (has_bare || renamer.text(node).contains(&b'<')) {
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

    fn text_of<'t>(&'t self, file: &'t DwarfFile<'_>, name: StrRef) -> &'t [u8] {
        file.string(name, &self.arena).unwrap_or_default()
    }

    /// Arguments that may be enumerators, of classes that the unit only declares.
    fn declared_with_names<'t>(&'t self, file: &'t DwarfFile<'_>) -> FastMap<&'t [u8], ()> {
        let mut out = FastMap::default();
        if self.is_c || self.is_rust {
            return out;
        }
        for n in self.nodes.iter().filter(|n| n.flags.has(Flags::DECLARATION) && n.kind.is_record()) {
            let text = self.text_of(file, n.name);
            if text.last() == Some(&b'>') {
                let leaves = cpp_name::leaves(text).into_iter().map(|(start, end)| &text[start..end]);
                out.extend(leaves.filter(|leaf| is_qualified_name(leaf)).map(|leaf| (leaf, ())));
            }
        }
        out
    }

    /// The values of those that are enumerators of the unit, by how clang spells them.
    fn enumerators(&self, file: &DwarfFile<'_>, wanted: &FastMap<&[u8], ()>) -> Values {
        let mut out = Values::default();
        let scopes: FastMap<&[u8], ()> = wanted.keys().map(|name| (scope_of(name), ())).collect();
        if scopes.is_empty() {
            return out;
        }
        for n in self.nodes.iter().filter(|n| n.kind == Kind::Enum && !n.name.is_none()) {
            let name = self.text_of(file, n.name);
            let around = if n.flags.has(Flags::ENUM_CLASS) { name } else { scope_of(name) };
            if !scopes.contains_key(around) {
                continue;
            }
            let edges = &self.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
            for e in edges.iter().filter(|e| e.kind == EdgeKind::Enumerator) {
                let own = self.text_of(file, e.name);
                let whole = if around.is_empty() { own.to_vec() } else { [around, b"::", own].concat() };
                if wanted.contains_key(whole.as_slice()) {
                    let is_unsigned = e.flags.has(EdgeFlags::UNSIGNED);
                    let value = if is_unsigned { e.value.cast_unsigned().to_string() } else { e.value.to_string() };
                    add_value(&mut out, whole, &value);
                }
            }
        }
        out
    }
}

/// What enumerators stand for, by how they are spelt; `None` where one spelling means several.
type Values = FastMap<Vec<u8>, Option<String>>;

fn add_value(values: &mut Values, text: Vec<u8>, value: &str) {
    let known = values.entry(text).or_insert_with(|| Some(value.to_owned()));
    if known.as_ref().is_some_and(|k| k != value) {
        *known = None;
    }
}

/// Whether a text may be the name of an enumerator, with or without scopes.
fn is_qualified_name(text: &[u8]) -> bool {
    let is_part = |&b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b':') || b >= 0x80;
    !text.first().is_none_or(u8::is_ascii_digit) && text.iter().all(is_part)
}

/// What stands around the last part of a name.
fn scope_of(name: &[u8]) -> &[u8] {
    memchr::memmem::rfind(name, b"::").map_or(&[][..], |at| &name[..at])
}

/// Makes the names of a unit's types anew.
struct Renamer<'l> {
    lowering: &'l Lowering,
    file: &'l DwarfFile<'l>,
    /// By class.
    arguments: &'l [(u32, Argument)],
    known: FastMap<u32, Vec<u8>>,
    values: Values,
}

impl<'l> Renamer<'l> {
    fn text(&self, node: u32) -> &'l [u8] {
        let lowering: &'l Lowering = self.lowering;
        self.file.string(lowering.nodes[node as usize].name, &lowering.arena).unwrap_or_default()
    }

    /// The arguments of a class, without the packs that they stand in; `None` if it is no instance.
    fn arguments(&self, node: u32) -> Option<Vec<Argument>> {
        let start = self.arguments.partition_point(|a| a.0 < node);
        let own = self.arguments[start..].iter().take_while(|a| a.0 == node).map(|a| a.1);
        if self.arguments.get(start).is_none_or(|a| a.0 != node) {
            return None;
        }
        Some(own.filter(|a| !matches!(a, Argument::Pack)).collect())
    }

    /// Whether the arguments say something else than the name.
    fn differs(&self, node: u32) -> bool {
        let text = self.text(node);
        let Some(own) = self.arguments(node).filter(|_| !text.is_empty()) else { return false };
        if text.last() != Some(&b'>') {
            return true;
        }
        if !own.iter().any(|a| matches!(a, Argument::Value(..) | Argument::Other)) {
            return false;
        }
        let cuts = cpp_name::arguments(text);
        cuts.len() == own.len() && cuts.iter().zip(own).any(|(&(a, b), own)| self.is_other_value(&text[a..b], own))
    }

    /// Takes note of what the enumerators among the arguments of a class stand for.
    fn learn(&mut self, node: u32) {
        let (text, own) = (self.text(node), self.arguments(node).unwrap_or_default());
        let cuts = cpp_name::arguments(text);
        if cuts.len() != own.len() {
            return;
        }
        for (&(start, end), argument) in cuts.iter().zip(own) {
            if let Argument::Value(value, of) = argument
                && self.is_other_value(&text[start..end], argument)
                && is_qualified_name(&text[start..end])
            {
                let value = self.value(value, of);
                add_value(&mut self.values, text[start..end].to_vec(), &value);
            }
        }
    }

    /// Whether the text of an argument says something else than its value. A pointer to a data member is known by name, for
    /// its value is the place of the member; one to none is -1 (Itanium C++ ABI, 2.3.1), which GCC writes, and clang
    /// `nullptr`.
    fn is_other_value(&self, text: &[u8], argument: Argument) -> bool {
        match argument {
            Argument::Value(value, of) if self.kind(of) == Some(Kind::PtrToMember) => text == b"0" && value == -1,
            Argument::Value(..) => !is_value(text),
            Argument::Other => text.ends_with(b"()"),
            _ => false,
        }
    }

    /// A number as compilers spell it among arguments, by its type.
    fn value(&self, value: i64, of: Target) -> String {
        let lowering = self.lowering;
        let mut at = of;
        let mut is_enum = false;
        // Through typedefs, qualifiers and enums; nobody nests them deeper.
        for _ in 0..16 {
            let Target::Local(node) = at else { break };
            let n = &lowering.nodes[node as usize];
            if n.kind == Kind::Base {
                let name = self.text(node);
                let is_unsigned =
                    name.starts_with(b"unsigned") || matches!(name, b"char8_t" | b"char16_t" | b"char32_t");
                return match name {
                    b"bool" | b"_Bool" if !is_enum => (value != 0).to_string(),
                    b"char" if !is_enum => (value & 0xff).to_string(),
                    _ if is_unsigned => value.cast_unsigned().to_string(),
                    _ => value.to_string(),
                };
            }
            is_enum |= n.kind == Kind::Enum;
            let edges = &lowering.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
            at = edges.iter().find(|e| e.kind == EdgeKind::Target).map_or(Target::Void, |e| e.target);
        }
        value.to_string()
    }

    /// Puts values in the place of the enumerators that a name holds.
    fn with_values(&self, mut name: Vec<u8>) -> Vec<u8> {
        if self.values.is_empty() {
            return name;
        }
        for (start, end) in cpp_name::leaves(&name).into_iter().rev() {
            if let Some(Some(value)) = self.values.get(&name[start..end]) {
                name.splice(start..end, value.bytes());
            }
        }
        name
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
            let arguments = self.arguments(node).unwrap_or_default();
            if text.last() == Some(&b'>') {
                let cuts = cpp_name::arguments(&out);
                if cuts.len() == arguments.len() {
                    for (&(start, end), &argument) in cuts.iter().zip(&arguments).rev() {
                        if self.is_other_value(&out[start..end], argument) {
                            let mut value = Vec::new();
                            self.argument(argument, depth + 1, &mut value);
                            out.splice(start..end, value);
                        }
                    }
                }
            } else {
                out.push(b'<');
                for (i, argument) in arguments.iter().enumerate() {
                    if i > 0 {
                        out.extend_from_slice(b", ");
                    }
                    self.argument(*argument, depth + 1, &mut out);
                }
                out.push(b'>');
            }
        }
        let mut out = self.with_values(out);
        out.truncate(LONG);
        self.known.insert(node, out.clone());
        out
    }

    fn argument(&mut self, argument: Argument, depth: usize, out: &mut Vec<u8>) {
        match argument {
            Argument::Type(target) => {
                let spelt = self.spell(target, Vec::new(), depth);
                cpp_name::canonical(&spelt, out);
            }
            Argument::Value(value, of) => out.extend_from_slice(self.value(value, of).as_bytes()),
            Argument::Template(name) => {
                let text = self.file.string(name, &self.lowering.arena).unwrap_or_default();
                cpp_name::canonical(text, out);
            }
            // GCC writes `point()` for one whose members are all zero.
            Argument::Other => out.extend_from_slice(b"{}"),
            Argument::Pack => {}
        }
    }

    fn edge(&self, node: u32, kind: EdgeKind) -> Target {
        let n = &self.lowering.nodes[node as usize];
        let edges = &self.lowering.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
        edges.iter().find(|e| e.kind == kind).map_or(Target::Void, |e| e.target)
    }

    fn kind(&self, target: Target) -> Option<Kind> {
        match target {
            Target::Local(node) => Some(self.lowering.nodes[node as usize].kind),
            _ => None,
        }
    }

    /// The same of what stands behind qualifiers.
    fn unqualified_kind(&self, mut target: Target) -> Option<Kind> {
        for _ in 0..4 {
            match target {
                Target::Local(node) if self.kind(target).is_some_and(Kind::is_qualifier) => {
                    target = self.edge(node, EdgeKind::Target);
                }
                _ => break,
            }
        }
        self.kind(target)
    }

    /// A type as C++ declares something of it, around what stands in the place of the name.
    fn spell(&mut self, target: Target, inner: Vec<u8>, depth: usize) -> Vec<u8> {
        let Target::Local(node) = target else {
            let name: &[u8] = if target == Target::Void { b"void" } else { b"?" };
            return [name, b" ", &inner].concat();
        };
        if depth >= DEEP || inner.len() > LONG {
            return b"?".to_vec();
        }
        let n = &self.lowering.nodes[node as usize];
        let (kind, count, is_bare) = (n.kind, n.aux, n.name.is_none());
        let is_flexible = n.flags.has(Flags::FLEXIBLE);
        let to = self.edge(node, EdgeKind::Target);
        let parenthesized = |sign: &[u8], of: Option<Kind>| match of {
            Some(Kind::Function | Kind::Array) => [b"(", sign, &inner, b")"].concat(),
            _ => [b" ", sign, &inner].concat(),
        };
        match kind {
            Kind::Pointer => self.spell(to, parenthesized(b"*", self.unqualified_kind(to)), depth + 1),
            Kind::Reference => self.spell(to, parenthesized(b"&", self.unqualified_kind(to)), depth + 1),
            Kind::RvalueReference => self.spell(to, parenthesized(b"&&", self.unqualified_kind(to)), depth + 1),
            Kind::PtrToMember => {
                let class = self.spell(self.edge(node, EdgeKind::Containing), Vec::new(), depth + 1);
                let sign = [class.trim_ascii_end(), b"::*"].concat();
                let around = parenthesized(&sign, self.kind(to));
                self.spell(to, around, depth + 1)
            }
            Kind::Const | Kind::Volatile | Kind::Restrict => {
                let word: &[u8] = match kind {
                    Kind::Const => b"const ",
                    Kind::Volatile => b"volatile ",
                    _ => b"__restrict ",
                };
                match self.unqualified_kind(to) {
                    Some(k) if k.is_pointer_like() || k == Kind::PtrToMember => {
                        self.spell(to, [b" ", word, &inner].concat(), depth + 1)
                    }
                    Some(Kind::Function) => {
                        let mut spelt = self.spell(to, inner, depth + 1);
                        let at = spelt.len() - if spelt.ends_with(b"volatile ") { b"volatile ".len() } else { 0 };
                        spelt.splice(at..at, [b" ", word].concat());
                        spelt
                    }
                    _ => [word, &self.spell(to, inner, depth + 1)].concat(),
                }
            }
            Kind::Array => {
                let length = if is_flexible { "[]".to_owned() } else { format!("[{count}]") };
                self.spell(to, [&inner, length.as_bytes()].concat(), depth + 1)
            }
            Kind::Function => {
                let around = [inner, self.parameters(node, depth)].concat();
                self.spell(self.edge(node, EdgeKind::Return), around, depth + 1)
            }
            Kind::Void if is_bare => [b"void ", inner.as_slice()].concat(),
            Kind::Base => [self.text(node), b" ", &inner].concat(),
            _ if is_bare => b"?".to_vec(),
            _ => [self.name(node, depth + 1), inner].join(&b' '),
        }
    }

    /// The parameters of a function, and what qualifies it.
    fn parameters(&mut self, node: u32, depth: usize) -> Vec<u8> {
        let lowering: &'l Lowering = self.lowering;
        let n = &lowering.nodes[node as usize];
        let edges = &lowering.edges[n.first_edge as usize..(n.first_edge + n.edges) as usize];
        let mut out = b"(".to_vec();
        let mut is_const = false;
        for e in edges.iter().filter(|e| e.kind == EdgeKind::Param) {
            if e.flags.has(EdgeFlags::ARTIFICIAL) {
                let this = match e.target {
                    Target::Local(this) => self.edge(this, EdgeKind::Target),
                    _ => Target::Void,
                };
                is_const |= self.kind(this) == Some(Kind::Const);
                continue;
            }
            if out.len() > 1 {
                out.extend_from_slice(b", ");
            }
            out.extend(self.spell(e.target, Vec::new(), depth + 1));
        }
        if n.flags.has(Flags::VARIADIC) {
            out.extend_from_slice(if out.len() > 1 { b", ..." } else { b"..." });
        }
        out.extend_from_slice(if is_const { b") const" } else { b")" });
        out
    }
}

/// Whether an argument is spelt as its value.
fn is_value(text: &[u8]) -> bool {
    matches!(text, b"true" | b"false") || text.first().is_some_and(|b| b.is_ascii_digit() || *b == b'-')
}
