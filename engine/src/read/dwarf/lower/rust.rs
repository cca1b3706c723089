//! What is peculiar to rustc's debug information: enums with data (variant parts), names of pointers that tell what may be
//! written, types that are promised to be what they hold, alignments that are always stated.

use super::die::alignment;
use super::local::{LocalEdge, LocalNode, Target};
use super::parts::constant;
use super::target::{target, target_of};
use super::{Lowering, Scope};
use crate::graph::rust::{self, Wrapper};
use crate::graph::{EdgeFlags, EdgeKind, Flags, Kind};
use crate::ground::maps::FastMap;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::{Family, Plan, Slot};
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// How many types that only wrap another one may lie in each other.
const DEEP: usize = 16;
/// Longest name of a pointer that is looked at.
const LONG: usize = 64;

impl Lowering {
    /// A node that no DIE is of, beside one that is.
    fn beside(&mut self, holder: u32, kind: Kind, name: StrRef) -> u32 {
        let of = self.nodes[holder as usize];
        let flags = Flags(of.flags.0 & (Flags::SILENT.0 | Flags::RUST.0));
        let node = self.nodes.len() as u32;
        self.nodes.push(LocalNode { kind, flags, name_hash: 0, name, byte_size: 0, alignment: 0, aux: 0, ..of });
        node
    }

    /// A member, or what varies of a record: what its children are walked as.
    pub(super) fn part<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        plan: Plan,
        attrs: &Attrs,
        scope: Scope,
    ) -> Option<Scope> {
        match (plan.family, scope) {
            (Family::Member, Scope::Record(owner)) => self.member(file, context, attrs, owner),
            (Family::Member, Scope::VariantPart(union, _)) => self.discriminant(file, context, attrs, union),
            (Family::Member, Scope::Variant(union, value)) => self.variant_member(file, context, attrs, union, value),
            (Family::VariantPart, Scope::Record(owner)) => return Some(self.variant_part(owner)),
            (Family::Variant, Scope::VariantPart(union, tag)) => return Some(Self::variant(attrs, union, tag)),
            _ => {}
        }
        None
    }

    /// What varies of a record: a union without a name, of the discriminant and the variants, as C would write it.
    fn variant_part(&mut self, owner: u32) -> Scope {
        let size = self.nodes[owner as usize].byte_size;
        let union = self.beside(owner, Kind::Union, StrRef::NONE);
        self.nodes[union as usize].byte_size = size;
        self.edge(owner, EdgeKind::Member, Target::Local(union), 0);
        self.parts.push((owner, union));
        Scope::VariantPart(union, u32::MAX)
    }

    /// The discriminant of a variant part: an enum of which each variant that has a value is an enumerator.
    fn discriminant<'a>(&mut self, file: &'a DwarfFile<'a>, context: &UnitContext<'a>, attrs: &Attrs, union: u32) {
        let scope = self.scope_of_names(file);
        let around = self.spelt.text(scope, &self.arena).to_vec();
        if !self.names.take(around.len() + rust::DISCRIMINANT.len()) {
            return;
        }
        let start = self.arena.len();
        self.arena.extend_from_slice(&around);
        let own = self.arena.len();
        self.arena.extend_from_slice(rust::DISCRIMINANT.as_bytes());
        self.arena.push(0);
        let tag = self.beside(union, Kind::Enum, StrRef::arena(start));
        self.edge(tag, EdgeKind::Target, target(context, attrs.get(Slot::Type)), 0);
        if let Some(needs) = alignment(attrs) {
            self.natural.insert(tag, needs);
        }
        self.placed(file, context, attrs, union, Target::Local(tag));
        if let Some(e) = self.edges.last_mut() {
            e.name = StrRef::arena(own);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.scope = Scope::VariantPart(union, tag);
        }
    }

    /// A variant: what its children are walked as.
    fn variant(attrs: &Attrs, union: u32, tag: u32) -> Scope {
        Scope::Variant(
            union,
            constant(attrs).filter(|_| tag != u32::MAX).map(|(value, unsigned)| (tag, value, unsigned)),
        )
    }

    /// What a variant holds: a member of the union, and an enumerator of the discriminant.
    fn variant_member<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        union: u32,
        value: Option<(u32, i64, bool)>,
    ) {
        self.placed(file, context, attrs, union, target_of(context, attrs));
        self.name_edge(file, context, attrs);
        if let Some((tag, value, unsigned)) = value {
            self.enumerate(file, context, attrs, tag, (value, unsigned));
        }
    }

    /// A member of a union at the place that a DIE states.
    fn placed<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        union: u32,
        to: Target,
    ) {
        let bytes = attrs.get(Slot::MemberLocation).map_or(Some(0), |v| context.member_offset(file, v));
        self.edge(union, EdgeKind::Member, to, bytes.unwrap_or(0).wrapping_mul(8).cast_signed());
        if bytes.is_none()
            && let Some(e) = self.edges.last_mut()
        {
            e.flags.0 |= EdgeFlags::UNKNOWN_OFFSET.0;
        }
    }

    /// Whether nothing may be written through a pointer, as its name says: `*const T`, `&T`.
    fn is_shared(&self, file: &DwarfFile<'_>, name: StrRef) -> bool {
        let text = file.string_up_to(LONG, name, &self.arena).unwrap_or_default();
        text.starts_with(b"*const ") || text.starts_with(b"&") && !text.starts_with(b"&mut ")
    }

    /// Where a pointer leads: to something that is const if its name says so.
    pub(super) fn pointee<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &UnitContext<'a>,
        attrs: &Attrs,
        pointer: u32,
    ) -> Target {
        let to = target(context, attrs.get(Slot::Type));
        if !self.is_shared(file, context.str(file, attrs, Slot::Name)) {
            return to;
        }
        let shared = self.beside(pointer, Kind::Const, StrRef::NONE);
        self.edge(shared, EdgeKind::Target, to, 0);
        Target::Local(shared)
    }

    /// Whether an enum is what Rust calls `void` behind a pointer.
    pub(super) fn is_c_void(&self, file: &DwarfFile<'_>, context: &UnitContext<'_>, plan: Plan, attrs: &Attrs) -> bool {
        context.is_rust
            && plan.tag == gimli::DW_TAG_enumeration_type
            && file.string(context.str(file, attrs, Slot::Name), &[]) == Some(b"c_void")
    }

    /// Takes back alignments that nobody asked for, and opens types that are promised to be what they hold. Edges are
    /// grouped by now.
    pub(super) fn finish_rust(&mut self, file: &DwarfFile<'_>) {
        if !self.is_rust {
            return;
        }
        self.unask();
        self.size_tags();
        self.unit_is_void();
        let mut opened: FastMap<u32, Target> = FastMap::default();
        for local in 0..self.nodes.len() as u32 {
            if self.nodes[local as usize].kind == Kind::Struct
                && let Some(inner) = self.wrapped(file, local)
            {
                opened.insert(local, inner);
            }
        }
        let mut owners: Vec<(u32, Target)> = opened.iter().map(|(&local, &inner)| (local, inner)).collect();
        owners.sort_unstable_by_key(|o| o.0);
        for (local, inner) in owners {
            let inner = self.unshared(file, local, inner);
            let n = &mut self.nodes[local as usize];
            (n.kind, n.byte_size, n.alignment, n.edges) = (Kind::Typedef, 0, 0, 1);
            let e = &mut self.edges[n.first_edge as usize];
            *e = LocalEdge { line: e.line, ..LocalEdge::new(e.owner, EdgeKind::Target, inner, 0) };
        }
    }

    fn edges_from(&self, local: u32) -> &[LocalEdge] {
        let n = &self.nodes[local as usize];
        self.edges.get(n.first_edge as usize..(n.first_edge + n.edges) as usize).unwrap_or_default()
    }

    /// The only member of a record that has bytes.
    fn only_member(&self, local: u32) -> Option<Target> {
        let mut members =
            self.edges_from(local).iter().filter(|e| e.kind == EdgeKind::Member && !self.is_empty(e.target));
        let one = members.next().filter(|e| e.value == 0)?;
        members.next().is_none().then_some(one.target)
    }

    fn is_empty(&self, target: Target) -> bool {
        let Target::Local(local) = target else { return false };
        let n = &self.nodes[local as usize];
        n.byte_size == 0 && (n.kind.is_record() || n.kind == Kind::Base) && !n.flags.has(Flags::DECLARATION)
    }

    /// What a type is promised to be: the value in a wrapper of the standard library, what an `Option` of a pointer or of
    /// what is never zero holds.
    fn wrapped(&self, file: &DwarfFile<'_>, local: u32) -> Option<Target> {
        let name = file.string(self.nodes[local as usize].name, &self.arena)?;
        match rust::wrapper(name)? {
            Wrapper::Transparent | Wrapper::Pointer => self.only_member(local),
            Wrapper::Option => {
                let payload = self.payload(file, local)?;
                self.is_never_zero(file, payload).then_some(payload)
            }
        }
    }

    /// What the variant of an `Option` holds that is there wherever the value is not the one of the other, which is zero.
    fn payload(&self, file: &DwarfFile<'_>, local: u32) -> Option<Target> {
        let [part] = self.edges_from(local) else { return None };
        let Target::Local(union) = part.target else { return None };
        let [tag, variants @ ..] = self.edges_from(union) else { return None };
        let Target::Local(tag) = tag.target else { return None };
        let values: Vec<&LocalEdge> = self.edges_from(tag).iter().filter(|e| e.kind == EdgeKind::Enumerator).collect();
        let [none] = values[..] else { return None };
        let none_name = file.string(none.name, &self.arena)?;
        let other = |e: &&LocalEdge| file.string(e.name, &self.arena) != Some(none_name);
        let mut others = variants.iter().filter(other);
        let some = others.next()?;
        let Target::Local(some) = some.target else { return None };
        if variants.len() != 2 || others.next().is_some() || none.value != 0 {
            return None;
        }
        self.only_member(some)
    }

    /// Whether zero is promised to be no value of a type, and to stand for `None`: references, `Box`, functions,
    /// `NonNull`, `NonZero`.
    fn is_never_zero(&self, file: &DwarfFile<'_>, mut target: Target) -> bool {
        for _ in 0..DEEP {
            let Target::Local(local) = target else { return false };
            let n = &self.nodes[local as usize];
            if n.kind == Kind::Pointer {
                return true;
            }
            let name = file.string(n.name, &self.arena).unwrap_or_default();
            if rust::is_non_zero(name) {
                return true;
            }
            match rust::wrapper(name) {
                Some(Wrapper::Transparent | Wrapper::Pointer) => match self.only_member(local) {
                    Some(inner) => target = inner,
                    None => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// What `NonNull` holds is declared `*const`, and may be written through.
    fn unshared(&mut self, file: &DwarfFile<'_>, local: u32, inner: Target) -> Target {
        let name = file.string(self.nodes[local as usize].name, &self.arena).unwrap_or_default();
        if rust::wrapper(name) != Some(Wrapper::Pointer) {
            return inner;
        }
        let Target::Local(pointer) = inner else { return inner };
        let [to] = self.edges_from(pointer) else { return inner };
        let Target::Local(shared) = to.target else { return inner };
        if self.nodes[pointer as usize].kind != Kind::Pointer || self.nodes[shared as usize].kind != Kind::Const {
            return inner;
        }
        let [to] = self.edges_from(shared) else { return inner };
        let mut edge = *to;
        let fresh = self.nodes.len() as u32;
        edge.owner = fresh;
        let mut node = self.nodes[pointer as usize];
        (node.first_edge, node.edges) = (self.edges.len() as u32, 1);
        self.nodes.push(node);
        self.edges.push(edge);
        Target::Local(fresh)
    }

    /// Where the last member of a variant ends; `None` if of one it is not known.
    fn extent_of(&self, variant: u32) -> Option<u64> {
        let end = |e: &LocalEdge| {
            let offset = u64::try_from(e.value).ok()? / 8;
            offset.checked_add(self.bytes_of(e.target)?)
        };
        self.edges_from(variant).iter().map(end).try_fold(0, |most, end| Some(end?.max(most)))
    }

    /// Size of a type; `None` where another unit defines it.
    fn bytes_of(&self, mut target: Target) -> Option<u64> {
        let mut count = 1u64;
        for _ in 0..DEEP {
            let Target::Local(local) = target else { return None };
            let n = &self.nodes[local as usize];
            match n.kind {
                Kind::Array if !n.flags.has(Flags::FLEXIBLE) => count = count.checked_mul(n.aux)?,
                Kind::Typedef | Kind::Const | Kind::Array => {}
                Kind::Unknown | Kind::Void | Kind::Function => return None,
                _ if n.flags.has(Flags::DECLARATION) => return None,
                _ => return count.checked_mul(n.byte_size),
            }
            target = self.edges_from(local).first()?.target;
        }
        None
    }

    /// Discriminants are as large as the integers that they are.
    fn size_tags(&mut self) {
        for (_, union) in std::mem::take(&mut self.parts) {
            let n = self.nodes[union as usize];
            let Some(first) = self.edges.get(n.first_edge as usize).filter(|_| n.edges > 0) else { continue };
            let Target::Local(tag) = first.target else { continue };
            if self.nodes[tag as usize].kind != Kind::Enum {
                continue;
            }
            let [to, ..] = self.edges_from(tag) else { continue };
            if let Target::Local(integer) = to.target {
                self.nodes[tag as usize].byte_size = self.nodes[integer as usize].byte_size;
                self.sign_values(tag, integer);
            }
        }
    }

    /// Values of a discriminant that has a sign: they are written as so many bytes.
    fn sign_values(&mut self, tag: u32, integer: u32) {
        let of = self.nodes[integer as usize];
        let bits = of.byte_size.saturating_mul(8);
        if of.kind != Kind::Base || of.aux != u64::from(gimli::DW_ATE_signed.0) || !(1..64).contains(&bits) {
            return;
        }
        let n = self.nodes[tag as usize];
        for i in n.first_edge..n.first_edge + n.edges {
            let Some(e) = self.edges.get_mut(i as usize).filter(|e| e.kind == EdgeKind::Enumerator) else { continue };
            e.value = e.value << (64 - bits) >> (64 - bits);
        }
    }

    /// `*mut ()` is what C calls `void *`.
    fn unit_is_void(&mut self) {
        for i in 0..self.edges.len() {
            let e = self.edges[i];
            let Target::Local(to) = e.target else { continue };
            let (owner, to) = (&self.nodes[e.owner as usize], &self.nodes[to as usize]);
            let is_behind = owner.kind == Kind::Const || owner.kind == Kind::Pointer;
            if is_behind && to.kind == Kind::Base && to.byte_size == 0 {
                self.edges[i].target = Target::Void;
            }
        }
    }

    /// Alignments are stated of everything, asked for or not: what is natural is what the members need.
    fn unask(&mut self) {
        for p in 0..self.parts.len() {
            let (owner, union) = self.parts[p];
            let n = self.nodes[union as usize];
            for i in n.first_edge..n.first_edge + n.edges {
                let Target::Local(variant) = self.edges[i as usize].target else { continue };
                let needs = self.natural.get(&variant).copied().unwrap_or(1);
                let of_owner = self.natural.entry(owner).or_default();
                *of_owner = needs.max(*of_owner);
                if self.nodes[variant as usize].kind == Kind::Struct {
                    // A variant is stated to be as large and as aligned as the whole.
                    let size = self.extent_of(variant).map(|end| end.next_multiple_of(u64::from(needs.max(1))));
                    let n = &mut self.nodes[variant as usize];
                    n.alignment = 0;
                    n.byte_size = size.filter(|&size| size < n.byte_size).unwrap_or(n.byte_size);
                }
            }
        }
        for local in 0..self.nodes.len() {
            let n = self.nodes[local];
            if !n.kind.is_tagged() || n.alignment == 0 {
                continue;
            }
            let natural = self.natural.get(&(local as u32)).copied().unwrap_or(1);
            if n.kind == Kind::Enum || n.alignment <= natural {
                self.nodes[local].alignment = 0;
            }
        }
    }
}
