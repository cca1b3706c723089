//! One element for each type.

use std::borrow::Cow;
use std::io;

use fixedbitset::FixedBitSet;

use super::names;
use super::xml::{Attributes, Xml};
use crate::graph::{CHAIN, Edge, EdgeKind, Flags, Graph, Kind, TypeId};
use crate::ground::maps::FastMap;

/// What arrays of C are indexed by, as compilers say.
const INDEX: &str = "unsigned long";

/// The types of a graph with what has to be known of all of them before the first is written.
pub(super) struct Types<'g> {
    graph: &'g Graph,
    /// Of a record or enum without a name the first typedef of it.
    naming: FastMap<TypeId, TypeId>,
    /// Function types that other types are made of. The others are those of declarations alone.
    pointed: FixedBitSet,
    /// Types that name what the format has no word for, but for records.
    unwritable: FixedBitSet,
    /// Types behind enums by their size in bits, ascending.
    underlying: Vec<u64>,
    /// The identifier of what arrays are indexed by, and whether that is no type of the graph.
    index: (Cow<'static, str>, bool),
    /// How many identifiers were given beside those of the graph's types.
    made: usize,
    /// How many records and enums without a name were written.
    nameless: usize,
}

/// The identifier of a type.
pub(super) fn identifier(number: usize) -> Cow<'static, str> {
    format!("type-id-{}", number + 1).into()
}

impl<'g> Types<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let mut naming = FastMap::default();
        let mut pointed = FixedBitSet::with_capacity(graph.len());
        let mut underlying = Vec::new();
        for id in graph.ids() {
            let node = graph.node(id);
            pointed.extend(graph.edges(id).iter().map(|e| e.target.index()));
            if node.kind == Kind::Typedef {
                let of = graph.target(id);
                if graph.node(of).kind.is_tagged() && graph.node(of).name.is_none() {
                    naming.entry(of).or_insert(id);
                }
            }
            if node.kind == Kind::Enum && !underlying.contains(&(node.byte_size * 8)) {
                underlying.push(node.byte_size * 8);
            }
        }
        underlying.sort_unstable();
        let unwritable = unwritable(graph);
        let mut types =
            Self { graph, naming, pointed, unwritable, underlying, index: Default::default(), made: 0, nameless: 0 };
        types.made = types.underlying.len();
        types.index = match graph.ids().find(|&id| graph.node(id).kind == Kind::Base && graph.name(id) == INDEX) {
            Some(id) => (identifier(id.index()), false),
            None => (types.further(), true),
        };
        types
    }

    /// The identifier of something that is no type of the graph.
    fn further(&mut self) -> Cow<'static, str> {
        self.made += 1;
        identifier(self.graph.len() + self.made - 1)
    }

    /// Whether a type is written. What names `_Atomic`, or a function type with an attribute (`noreturn`), is left out with all that is made
    /// of it, up to the members of records, as abidw leaves it out: the format has no word for either.
    pub(super) fn has(&self, id: TypeId) -> bool {
        !self.unwritable.contains(id.index())
    }

    /// The identifier of what a place names.
    pub(super) fn of(&self, id: TypeId) -> Cow<'static, str> {
        identifier(id.index())
    }

    /// Writes all types.
    pub(super) fn write(&mut self, xml: &mut Xml<'_>) -> io::Result<()> {
        for (i, bits) in self.underlying.iter().enumerate() {
            let size: Cow<'_, str> = bits.to_string().into();
            xml.empty(
                "type-decl",
                &[
                    ("name", names::underlying_type(*bits).into()),
                    ("is-anonymous", "yes".into()),
                    ("size-in-bits", size.clone()),
                    ("alignment-in-bits", size),
                    ("id", identifier(self.graph.len() + i)),
                ],
            )?;
        }
        if let (index, true) = self.index.clone() {
            let size = (u32::from(self.graph.machine.pointer_size) * 8).to_string();
            let name = names::base_type(INDEX).into();
            xml.empty("type-decl", &[("name", name), ("size-in-bits", size.into()), ("id", index)])?;
        }
        for id in self.graph.ids() {
            if self.has(id) {
                self.one(id, xml)?;
            }
        }
        Ok(())
    }

    fn one(&mut self, id: TypeId, xml: &mut Xml<'_>) -> io::Result<()> {
        let graph = self.graph;
        let node = graph.node(id);
        let own: (&'static str, Cow<'_, str>) = ("id", identifier(id.index()));
        let target = ("type-id", self.of(graph.target(id)));
        match node.kind {
            Kind::Void => xml.empty("type-decl", &[("name", "void".into()), own]),
            Kind::Base => {
                let mut attributes = vec![("name", names::base_type(graph.name(id)).into())];
                attributes.extend(bits(graph.size_of(id)));
                attributes.push(own);
                xml.empty("type-decl", &attributes)
            }
            Kind::Pointer => {
                let size = graph.machine.pointer_size;
                xml.empty(
                    "pointer-type-def",
                    &[target, ("size-in-bits", (u32::from(size) * 8).to_string().into()), own],
                )
            }
            Kind::Typedef => {
                let mut attributes = vec![("name", graph.name(id).into()), target];
                attributes.extend(self.place(id, 0));
                attributes.push(own);
                xml.empty("typedef-decl", &attributes)
            }
            Kind::Const | Kind::Volatile | Kind::Restrict => self.qualified(id, xml),
            Kind::Array => self.array(id, xml),
            Kind::Struct | Kind::Union => self.record(id, xml),
            Kind::Enum => self.enumeration(id, xml),
            Kind::Function if self.pointed.contains(id.index()) => {
                let size = (u32::from(graph.machine.pointer_size) * 8).to_string();
                xml.open("function-type", &[("size-in-bits", size.into()), own])?;
                self.signature(id, false, xml)?;
                xml.close()
            }
            // The rest was refused, or is what a declaration says.
            _ => Ok(()),
        }
    }

    /// Result and parameters of a function; names only where it is a declaration.
    pub(super) fn signature(&self, function: TypeId, is_declared: bool, xml: &mut Xml<'_>) -> io::Result<()> {
        let graph = self.graph;
        for e in graph.edges(function).iter().filter(|e| e.kind == EdgeKind::Param) {
            let mut attributes = vec![("type-id", self.of(e.target))];
            if is_declared && !e.name.is_none() {
                attributes.push(("name", graph.str(e.name).into()));
            }
            xml.empty("parameter", &attributes)?;
        }
        if graph.node(function).flags.has(Flags::VARIADIC) {
            xml.empty("parameter", &[("is-variadic", "yes".into())])?;
        }
        let result = graph.edges(function).iter().find(|e| e.kind == EdgeKind::Return);
        xml.empty("return", &[("type-id", self.of(result.map_or(TypeId::VOID, |e| e.target)))])
    }

    /// One element for all qualifiers around a type.
    fn qualified(&self, id: TypeId, xml: &mut Xml<'_>) -> io::Result<()> {
        let mut kinds = Vec::new();
        let mut at = id;
        for _ in 0..CHAIN {
            let kind = self.graph.node(at).kind;
            if !kind.is_qualifier() {
                break;
            }
            kinds.push(kind);
            at = self.graph.target(at);
        }
        let mut attributes = vec![("type-id", self.of(at))];
        for (kind, word) in [(Kind::Const, "const"), (Kind::Volatile, "volatile"), (Kind::Restrict, "restrict")] {
            if kinds.contains(&kind) {
                attributes.push((word, "yes".into()));
            }
        }
        attributes.push(("id", identifier(id.index())));
        xml.empty("qualified-type-def", &attributes)
    }

    /// One element for all dimensions.
    fn array(&mut self, id: TypeId, xml: &mut Xml<'_>) -> io::Result<()> {
        let graph = self.graph;
        let is_vector = graph.node(id).flags.has(Flags::VECTOR);
        let mut lengths = Vec::new();
        let mut at = id;
        for _ in 0..CHAIN {
            let node = graph.node(at);
            let is_other = node.kind != Kind::Array || node.flags.has(Flags::VECTOR) != is_vector;
            if is_other || is_vector && !lengths.is_empty() {
                break;
            }
            lengths.push(if node.flags.has(Flags::FLEXIBLE) { 0 } else { node.aux });
            at = graph.target(at);
        }
        let size = graph.size_of(id).filter(|&size| size > 0 && lengths.iter().all(|&n| n > 0));
        let infinite = || vec![("size-in-bits", Cow::Borrowed("infinite"))];
        let mut attributes = vec![("dimensions", lengths.len().to_string().into()), ("type-id", self.of(at))];
        attributes.extend(size.map_or_else(infinite, |size| bits(Some(size))));
        // Of enums alone an alignment is stated, so of arrays of them as well: libabigail's reader asserts it.
        let element = graph.node(graph.strip(at));
        if element.kind == Kind::Enum {
            attributes.push(("alignment-in-bits", (u128::from(element.byte_size) * 8).to_string().into()));
        }
        attributes.push(("id", identifier(id.index())));
        xml.open("array-type-def", &attributes)?;
        for length in lengths {
            let text = if length == 0 { Cow::Borrowed("infinite") } else { length.to_string().into() };
            let mut attributes = vec![("length", text)];
            // Of vectors compilers do not say what they are indexed by.
            if !is_vector {
                attributes.push(("type-id", self.index.0.clone()));
            }
            attributes.push(("id", self.further()));
            xml.empty("subrange", &attributes)?;
        }
        xml.close()
    }

    fn record(&mut self, id: TypeId, xml: &mut Xml<'_>) -> io::Result<()> {
        let graph = self.graph;
        let node = graph.node(id);
        let (element, anonymous) = match node.kind {
            Kind::Union => ("union-decl", "__anonymous_union__"),
            _ => ("class-decl", "__anonymous_struct__"),
        };
        let mut attributes = self.tag(id, anonymous);
        let is_declared = node.flags.has(Flags::DECLARATION);
        if !is_declared {
            attributes.extend(bits(Some(node.byte_size)));
        }
        if node.kind == Kind::Struct {
            attributes.push(("is-struct", "yes".into()));
        }
        if is_declared {
            attributes.push(("is-declaration-only", "yes".into()));
        }
        attributes.push(("visibility", "default".into()));
        attributes.extend(self.place(id, 0));
        attributes.push(("id", identifier(id.index())));
        if is_declared {
            return xml.empty(element, &attributes);
        }
        xml.open(element, &attributes)?;
        for e in graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Member && self.has(e.target)) {
            self.member(id, e, xml)?;
        }
        xml.close()
    }

    fn member(&self, record: TypeId, e: &Edge, xml: &mut Xml<'_>) -> io::Result<()> {
        let mut attributes: Attributes<'_> = vec![("access", "public".into())];
        if self.graph.node(record).kind != Kind::Union {
            attributes.push(("layout-offset-in-bits", e.value.to_string().into()));
        }
        xml.open("data-member", &attributes)?;
        let mut declared = vec![("name", self.graph.str(e.name).into()), ("type-id", self.of(e.target))];
        declared.push(("visibility", "default".into()));
        declared.extend(self.place(record, e.line));
        xml.empty("var-decl", &declared)?;
        xml.close()
    }

    fn enumeration(&mut self, id: TypeId, xml: &mut Xml<'_>) -> io::Result<()> {
        let graph = self.graph;
        let node = graph.node(id);
        let is_declared = node.flags.has(Flags::DECLARATION);
        let mut attributes = self.tag(id, "__anonymous_enum__");
        if is_declared {
            attributes.push(("is-declaration-only", "yes".into()));
        }
        attributes.extend(self.place(id, 0));
        attributes.push(("id", identifier(id.index())));
        xml.open("enum-decl", &attributes)?;
        let behind = self.underlying.iter().position(|&bits| bits == node.byte_size * 8).unwrap_or_default();
        xml.empty("underlying-type", &[("type-id", identifier(graph.len() + behind))])?;
        for e in graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator) {
            xml.empty("enumerator", &[("name", graph.str(e.name).into()), ("value", e.value.to_string().into())])?;
        }
        xml.close()
    }

    /// How a record or enum is called: what has no tag, by its typedef, else by a made-up name.
    fn tag(&mut self, id: TypeId, anonymous: &str) -> Attributes<'g> {
        let graph = self.graph;
        if !graph.node(id).name.is_none() {
            return vec![("name", graph.name(id).into())];
        }
        if let Some(&typedef) = self.naming.get(&id) {
            let name = graph.name(typedef).into();
            return vec![("name", name), ("naming-typedef-id", identifier(typedef.index()))];
        }
        self.nameless += 1;
        vec![("name", format!("{anonymous}{}", self.nameless).into()), ("is-anonymous", "yes".into())]
    }

    /// Where something is declared that belongs to a type; `line` 0: the type itself.
    fn place(&self, id: TypeId, line: u32) -> Attributes<'g> {
        let place = self.graph.positions[id.index()];
        if place.file.is_none() {
            return Vec::new();
        }
        let line = if line == 0 { place.line } else { line };
        place_of(self.graph.str(place.file), line)
    }
}

/// The types that name `_Atomic` or a qualified function type at some depth, without those in which a record stands between.
fn unwritable(graph: &Graph) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(graph.len());
    // GCC writes a function type that does not return as a `volatile` one, and a pure one as `const`.
    let has_no_word = |id: TypeId| match graph.node(id).kind {
        Kind::Atomic => true,
        kind => kind.is_qualifier() && graph.node(graph.target(id)).kind == Kind::Function,
    };
    let mut open: Vec<TypeId> = graph.ids().filter(|&id| has_no_word(id)).collect();
    if open.is_empty() {
        return found;
    }
    found.extend(open.iter().map(|id| id.index()));
    let made = graph.ids().filter(|&id| !graph.node(id).kind.is_record());
    let mut users: Vec<(TypeId, TypeId)> =
        made.flat_map(|id| graph.edges(id).iter().map(move |e| (e.target, id))).collect();
    users.sort_unstable();
    while let Some(of) = open.pop() {
        let start = users.partition_point(|&(target, _)| target < of);
        for &(_, user) in users[start..].iter().take_while(|&&(target, _)| target == of) {
            if !found.put(user.index()) {
                open.push(user);
            }
        }
    }
    found
}

/// File and line.
pub(super) fn place_of(file: &str, line: u32) -> Attributes<'_> {
    if file.is_empty() {
        return Vec::new();
    }
    vec![("filepath", file.into()), ("line", line.to_string().into()), ("column", "1".into())]
}

/// A size in bits, where there is one.
fn bits(bytes: Option<u64>) -> Attributes<'static> {
    bytes.map(|bytes| ("size-in-bits", (u128::from(bytes) * 8).to_string().into())).into_iter().collect()
}
