//! Classes of C++: member functions, static data members, bases, pointers to virtual tables.

use super::function::{convention, function_flags};
use super::local::{LocalEdge, LocalMember, LocalMethod, LocalNode, Target};
use super::target::{target, target_of};
use super::{Lowering, Scope};
use crate::graph::canon::table::hash_name;
use crate::graph::member::MemberFlags;
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::Value;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// `DW_ACCESS_*` of DWARF 5, 7.9.
const PUBLIC: u64 = 1;
const PROTECTED: u64 = 2;
const PRIVATE: u64 = 3;

/// Of the number that a DIE became: it counts member functions, not nodes.
pub(super) const METHOD: u32 = 1 << 31;

/// The names that the virtual table of the class may have whose member function has this linkage name and name: `_ZTV`
/// and the scope of the function, in `N` and `E` if that has several parts (Itanium C++ ABI, 5.1).
fn tables_of(symbol: &[u8], name: &[u8]) -> Vec<Vec<u8>> {
    let Some(rest) = symbol.strip_prefix(b"_ZN") else { return Vec::new() };
    // Qualifiers of the function stand in front of its scope.
    let rest = &rest[rest.iter().take_while(|b| matches!(b, b'r' | b'V' | b'K' | b'R' | b'O')).count()..];
    let name = &name[..name.iter().position(|&b| b == b'<').unwrap_or(name.len())];
    let own = [name.len().to_string().as_bytes(), name].concat();
    let ends = memchr::memmem::find_iter(rest, &own).filter(|&at| at > 0);
    ends.flat_map(|at| [[b"_ZTV", &rest[..at]].concat(), [b"_ZTVN", &rest[..at], b"E"].concat()]).collect()
}

impl Lowering {
    /// Who may name a part of a record: as stated, else as the key of the record says (DWARF 5, 5.7.4).
    fn access(&self, attrs: &Attrs, owner: u32) -> u64 {
        let of_class = self.nodes[owner as usize].kind == Kind::Class;
        attrs.unsigned(Slot::Accessibility).unwrap_or(if of_class { PRIVATE } else { PUBLIC })
    }

    /// The same as bits of an edge.
    pub(super) fn edge_access(&self, attrs: &Attrs, owner: u32) -> EdgeFlags {
        match self.access(attrs, owner) {
            PROTECTED => EdgeFlags::PROTECTED,
            PRIVATE => EdgeFlags::PRIVATE,
            _ => EdgeFlags::default(),
        }
    }

    fn member_flags(&self, attrs: &Attrs, owner: u32) -> MemberFlags {
        let mut flags = match self.access(attrs, owner) {
            PROTECTED => MemberFlags::PROTECTED,
            PRIVATE => MemberFlags::PRIVATE,
            _ => MemberFlags::default(),
        };
        for (slot, flag) in [
            (Slot::Artificial, MemberFlags::ARTIFICIAL),
            (Slot::Explicit, MemberFlags::EXPLICIT),
            (Slot::Deleted, MemberFlags::DELETED),
            (Slot::Reference, MemberFlags::LVALUE),
            (Slot::RvalueReference, MemberFlags::RVALUE),
        ] {
            if attrs.flag(slot) {
                flags.set(flag);
            }
        }
        match attrs.unsigned(Slot::Defaulted) {
            Some(1) => flags.set(MemberFlags::DEFAULTED),
            Some(2) => flags.set(MemberFlags::DEFAULTED_OUTSIDE),
            _ => {}
        }
        match attrs.unsigned(Slot::Virtuality) {
            Some(1) => flags.set(MemberFlags::VIRTUAL),
            Some(2) => {
                flags.set(MemberFlags::VIRTUAL);
                flags.set(MemberFlags::PURE);
            }
            _ => {}
        }
        flags
    }

    /// A member function, as its class declares it. What a unit declares of its own accord, and only where it needs it
    /// (implicit constructors), is a type that definitions refer to and no more.
    pub(super) fn member_function<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
        owner: u32,
    ) -> Option<(Scope, Option<StrRef>)> {
        self.note_closure(file, context, attrs, owner);
        let mut flags = self.member_flags(attrs, owner);
        if !flags.has(MemberFlags::VIRTUAL) {
            let method = self.method(file, context, attrs, flags, owner);
            self.note(context, at, demanded, METHOD | method);
            return Some((Scope::Method(method), None));
        }
        let function = self.function(file, context, attrs, at, demanded, true);
        let inside = Some((Scope::Function(function), None));
        let name = context.str(file, attrs, Slot::Name);
        let symbol = context.str(file, attrs, Slot::LinkageName);
        let text = file.string(name, &[]).unwrap_or_default();
        // A destructor has two places, and GCC states none; clang writes 0.
        let slot = attrs.get(Slot::VtableElemLocation).filter(|_| text.first() != Some(&b'~'));
        let slot = slot.and_then(|v| context.member_offset(file, v)).and_then(|v| i64::try_from(v).ok()).unwrap_or(-1);
        let line = attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
        if !flags.has(MemberFlags::ARTIFICIAL) {
            let access = self.edge_access(attrs, owner);
            self.edge(owner, EdgeKind::VirtualSlot, Target::Local(function), slot);
            self.name_edge(file, context, attrs);
            if let Some(e) = self.edges.last_mut() {
                e.flags = access;
                // The member below has the line. Of a function that overrides another icc writes in some units where
                // the other one is declared, and of edges the first unit to come is believed.
                e.line = 0;
                if flags.has(MemberFlags::LVALUE) {
                    e.bit_size = 1;
                } else if flags.has(MemberFlags::RVALUE) {
                    e.bit_size = 2;
                }
            }
        }
        if slot >= 0 && !self.pure.is_empty() {
            let symbol = file.string(symbol, &[]).unwrap_or_default();
            if tables_of(symbol, text).iter().any(|t| self.pure.get(&hash_name(t)).is_some_and(|p| p.contains(&slot))) {
                flags.set(MemberFlags::PURE);
            }
        }
        self.members.push(LocalMember {
            owner,
            target: Target::Local(function),
            name,
            name_hash: 0,
            symbol,
            symbol_hash: 0,
            slot,
            value: 0,
            line,
            flags,
        });
        inside
    }

    /// Takes note of the class of a lambda, whose constructors GCC calls `<lambda>`.
    fn note_closure(&mut self, file: &DwarfFile<'_>, context: &UnitContext<'_>, attrs: &Attrs, owner: u32) {
        let is_nameless = self.nodes[owner as usize].name.is_none();
        if is_nameless && self.closures.last() != Some(&owner) {
            let name = file.string(context.str(file, attrs, Slot::Name), &[]).unwrap_or_default();
            if name.starts_with(b"<lambda") {
                self.closures.push(owner);
            }
        }
    }

    /// What a lambda captures has no name (C++20, 7.5.5.3): GCC calls it `__count` of a struct, clang `count` of a class, whose
    /// members are private. Edges are grouped by now.
    pub(super) fn name_captures(&mut self, file: &DwarfFile<'_>) {
        for &closure in &self.closures {
            let node = &self.nodes[closure as usize];
            let members = &mut self.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize];
            for member in members.iter_mut().filter(|e| e.kind == EdgeKind::Member) {
                member.flags.0 |= EdgeFlags::PRIVATE.0;
                if file.string(member.name, &self.arena).is_some_and(|name| name.starts_with(b"__")) {
                    member.name = member.name.from(2);
                }
            }
        }
    }

    /// A member function that is not virtual.
    fn method<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        flags: MemberFlags,
        owner: u32,
    ) -> u32 {
        let line = attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0);
        let (file_index, key) = self.declared_in(file, context, attrs);
        let member = LocalMember {
            owner,
            target: Target::Void,
            name: context.str(file, attrs, Slot::Name),
            name_hash: 0,
            symbol: context.str(file, attrs, Slot::LinkageName),
            symbol_hash: 0,
            slot: -1,
            value: 0,
            line,
            flags,
        };
        self.methods.push(LocalMethod {
            member,
            type_only: flags.has(MemberFlags::ARTIFICIAL),
            flags: function_flags(context, attrs),
            aux: convention(attrs),
            line,
            file: key,
            file_index,
            unit: context.index as u32,
            result: target(context, attrs.get(Slot::Type)),
            first: self.parameters.len() as u32,
            parameters: 0,
            node: u32::MAX,
        });
        self.methods.len() as u32 - 1
    }

    /// The edges that the node of a member function has.
    pub(super) fn edges_of(&self, m: &LocalMethod) -> impl Iterator<Item = LocalEdge> {
        let owner = self.nodes.len() as u32;
        let edge = move |kind, value, target| LocalEdge::new(owner, kind, target, value);
        let parameters = &self.parameters[m.first as usize..(m.first + m.parameters) as usize];
        let parameters = parameters.iter().zip(0i64..).map(move |(p, i)| LocalEdge {
            name: p.name,
            name_hash: p.name_hash,
            flags: p.flags,
            ..edge(EdgeKind::Param, i, p.target)
        });
        std::iter::once(edge(EdgeKind::Return, 0, m.result)).chain(parameters)
    }

    /// The node of a member function, made behind all others unless there is one.
    pub(super) fn node_of(&mut self, method: u32) -> u32 {
        let m = self.methods[method as usize];
        if m.node != u32::MAX {
            return m.node;
        }
        let (node, first_edge) = (self.nodes.len() as u32, self.edges.len() as u32);
        let edges: Vec<LocalEdge> = self.edges_of(&m).collect();
        self.nodes.push(LocalNode {
            line: m.line,
            aux: m.aux,
            file: m.file,
            file_index: m.file_index,
            unit: m.unit,
            first_edge,
            edges: edges.len() as u32,
            ..LocalNode::new(Kind::Function, m.flags)
        });
        self.edges.extend(edges);
        self.methods[method as usize].node = node;
        node
    }

    /// A static data member: a member of DWARF 4, a variable of DWARF 5.
    pub(super) fn static_member<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        owner: u32,
    ) {
        if !attrs.has(Slot::Type) {
            // The definition of one that the class declares as well.
            return;
        }
        let mut flags = self.member_flags(attrs, owner);
        flags.set(MemberFlags::DATA);
        let value = match attrs.get(Slot::ConstValue) {
            Some(Value::Unsigned(v)) => Some(v.cast_signed()),
            Some(Value::Signed(v)) => Some(v),
            _ => None,
        };
        if value.is_some() {
            flags.set(MemberFlags::HAS_VALUE);
        }
        self.members.push(LocalMember {
            owner,
            target: target_of(context, attrs),
            name: context.str(file, attrs, Slot::Name),
            name_hash: 0,
            symbol: context.str(file, attrs, Slot::LinkageName),
            symbol_hash: 0,
            slot: -1,
            value: value.unwrap_or(0),
            line: attrs.unsigned(Slot::DeclLine).and_then(|v| u32::try_from(v).ok()).unwrap_or(0),
            flags,
        });
    }

    /// Whether a member is the pointer to the virtual table that compilers put into the class; takes note of it.
    pub(super) fn is_table_pointer<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        owner: u32,
    ) -> bool {
        if !attrs.has(Slot::Artificial) || !attrs.flag(Slot::Artificial) {
            return false;
        }
        let name = file.string(context.str(file, attrs, Slot::Name), &self.arena).unwrap_or_default();
        // `_vptr.A` (GCC), `_vptr$A` (clang), `__vptr` (icc).
        let is_pointer = name.starts_with(b"_vptr") || name.starts_with(b"__vptr") || name.starts_with(b"__vfptr");
        if is_pointer {
            self.nodes[owner as usize].flags.set(Flags::OWN_VPTR);
        }
        is_pointer
    }

    /// A base of a class.
    pub(super) fn inheritance(&mut self, file: &DwarfFile<'_>, context: &UnitContext<'_>, attrs: &Attrs, owner: u32) {
        let location = attrs.get(Slot::MemberLocation);
        let is_virtual = attrs.unsigned(Slot::Virtuality).is_some_and(|v| v != 0);
        let mut flags = self.edge_access(attrs, owner);
        let value = if is_virtual {
            flags.0 |= EdgeFlags::VIRTUAL.0;
            // How far in front of the table's address point its offset stands.
            location.and_then(|v| context.table_offset(file, v))
        } else {
            location.map_or(Some(0), |v| context.member_offset(file, v)).map(|v| v.wrapping_mul(8))
        };
        if value.is_none() {
            flags.0 |= EdgeFlags::UNKNOWN_OFFSET.0;
        }
        let to = target(context, attrs.get(Slot::Type));
        self.edge(owner, EdgeKind::Base, to, value.unwrap_or(0).cast_signed());
        if let Some(e) = self.edges.last_mut() {
            e.flags = flags;
        }
    }

    /// A pointer to a member of a class.
    pub(super) fn member_pointer<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) {
        let node = self.push(file, context, Kind::PtrToMember, attrs, at, demanded);
        let to = target(context, attrs.get(Slot::Type));
        self.edge(node, EdgeKind::Target, to, 0);
        let class = target(context, attrs.get(Slot::ContainingType));
        self.edge(node, EdgeKind::Containing, class, 0);
        self.member_pointers.push(node);
    }

    /// `this` is no variable: definitions of GCC make it const, declarations do not.
    pub(super) fn unqualify_this(&mut self) {
        if !self.takes_this {
            return;
        }
        for parameter in &mut self.parameters {
            let Target::Local(to) = parameter.target else { continue };
            let node = &self.nodes[to as usize];
            if parameter.flags.has(EdgeFlags::ARTIFICIAL) && node.kind == Kind::Const && node.edges == 1 {
                parameter.target = self.edges[node.first_edge as usize].target;
            }
        }
        for i in 0..self.edges.len() {
            let Target::Local(to) = self.edges[i].target else { continue };
            let node = &self.nodes[to as usize];
            if self.edges[i].flags.has(EdgeFlags::ARTIFICIAL) && node.kind == Kind::Const && node.edges == 1 {
                self.edges[i].target = self.edges[node.first_edge as usize].target;
            }
        }
    }

    /// Sizes of pointers to members, which no compiler states: one word for data, two for functions (Itanium C++ ABI, 2.3).
    pub(super) fn finish_member_pointers(&mut self, file: &DwarfFile<'_>) {
        for &pointer in &self.member_pointers {
            let node = &self.nodes[pointer as usize];
            let edges = &self.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize];
            let of_function = edges.iter().any(|e| {
                let Target::Local(to) = e.target else { return false };
                e.kind == EdgeKind::Target && self.nodes[to as usize].kind == Kind::Function
            });
            let word = file.units.get(node.unit as usize).map_or(8, |u| u64::from(u.encoding.address_size));
            let n = &mut self.nodes[pointer as usize];
            if n.byte_size == 0 {
                n.byte_size = if of_function { 2 * word } else { word };
            }
        }
    }

    /// Reads the names of member functions: only where somebody says something new of a class they are asked for. Whether
    /// all could be read, in them and in the unit before.
    pub(super) fn name_methods(&mut self, file: &DwarfFile<'_>, range: std::ops::Range<usize>) -> bool {
        for LocalMethod { member, type_only, .. } in &mut self.methods[range] {
            if !*type_only {
                member.name_hash = self.names.of(file, member.name, &self.arena);
                member.symbol_hash = self.names.of(file, member.symbol, &self.arena);
            }
        }
        self.names.missing.is_none() && self.names.taken <= self.names.most
    }

    /// Names and kinds of members, once all nodes have their edges.
    pub(super) fn finish_members(&mut self, file: &DwarfFile<'_>) {
        for parameter in &mut self.parameters {
            parameter.name_hash = self.names.of(file, parameter.name, &self.arena);
        }
        for declaration in std::mem::take(&mut self.of_source) {
            let method =
                usize::try_from(declaration).ok().and_then(|at| self.index.get(at)).filter(|m| m & METHOD != 0);
            if let Some(method) = method.and_then(|m| self.methods.get_mut((m & !METHOD) as usize)) {
                method.member.flags.set(MemberFlags::OF_SOURCE);
            }
        }
        for method in &mut self.methods {
            let of_method = &self.parameters[method.first as usize..(method.first + method.parameters) as usize];
            if !method.type_only && !of_method.iter().any(|p| p.flags.has(EdgeFlags::ARTIFICIAL)) {
                method.member.flags.set(MemberFlags::STATIC);
            }
        }
        for member in &mut self.members {
            member.name_hash = self.names.of(file, member.name, &self.arena);
            member.symbol_hash = self.names.of(file, member.symbol, &self.arena);
            let Target::Local(function) = member.target else { continue };
            let node = &self.nodes[function as usize];
            if node.kind != Kind::Function || member.flags.has(MemberFlags::DATA) {
                continue;
            }
            let edges = &self.edges[node.first_edge as usize..(node.first_edge + node.edges) as usize];
            if !edges.iter().any(|e| e.flags.has(EdgeFlags::ARTIFICIAL)) {
                member.flags.set(MemberFlags::STATIC);
            }
        }
    }
}
