//! What is known of types of Rust: what the standard library promises of its own, and which rustc surely laid out as it
//! liked.

use fixedbitset::FixedBitSet;

use crate::graph::peel::strip_arrays;
use crate::graph::{Edge, EdgeFlags, EdgeKind, Flags, Graph, Kind, TypeId, layout};

/// What the member of a variant part is called that tells the variant, and the enum of its values.
pub(crate) const DISCRIMINANT: &str = "discriminant";

/// A type of the standard library that is promised to be represented as what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapper {
    /// `#[repr(transparent)]`, as its documentation says.
    Transparent,
    /// The same, of a pointer through which may be written, whatever its member says.
    Pointer,
    /// `Option`, which is as what it holds where zero is no value of that.
    Option,
}

/// What is before the arguments of an instance.
fn generic(name: &[u8]) -> &[u8] {
    let end = name.iter().position(|&b| b == b'<').unwrap_or(name.len());
    &name[..end]
}

/// A name without the modules that it stands in, which nobody sees who calls from another language.
pub(crate) fn unscoped(name: &str) -> &str {
    let mut depth = 0usize;
    let mut start = 0;
    let bytes = name.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'<' | b'(' | b'[' | b'{' => depth += 1,
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' | b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 && at > 0 && bytes[at - 1] == b':' => start = at + 1,
            _ => {}
        }
    }
    name.get(start..).filter(|name| !name.is_empty()).unwrap_or(name)
}

/// Whether two tagged types bear one name as far as other languages see it, one of them at least being of Rust.
pub(crate) fn same_name(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> bool {
    let either = g.is_of_rust(a) || h.is_of_rust(b);
    let tagged = g.node(a).kind.is_tagged() && h.node(b).kind.is_tagged();
    either && tagged && unscoped(g.name(a)) == unscoped(h.name(b))
}

/// Which wrapper a name with its scopes is one of.
pub(crate) fn wrapper(name: &[u8]) -> Option<Wrapper> {
    Some(match generic(name) {
        b"core::option::Option" => Wrapper::Option,
        b"core::ptr::non_null::NonNull" => Wrapper::Pointer,
        b"core::num::nonzero::NonZero"
        | b"core::cell::UnsafeCell"
        | b"core::cell::SyncUnsafeCell"
        | b"core::cell::Cell"
        | b"core::mem::manually_drop::ManuallyDrop"
        | b"core::mem::maybe_dangling::MaybeDangling"
        | b"core::num::wrapping::Wrapping"
        | b"core::num::saturating::Saturating"
        | b"core::pin::Pin" => Wrapper::Transparent,
        generic if generic.starts_with(b"core::num::niche_types::") => Wrapper::Transparent,
        _ => return None,
    })
}

/// Whether zero is no value of the type, and promised to stand for `None` of it.
pub(crate) fn is_non_zero(name: &[u8]) -> bool {
    let generic = generic(name);
    generic == b"core::num::nonzero::NonZero" || generic.starts_with(b"core::num::nonzero::NonZero")
}

/// Alignments that `#[repr(packed(N))]` may cap those of members at, the first of them at none.
const PACKED: [u64; 6] = [u64::MAX, 1, 2, 4, 8, 16];

/// A member of a record in bytes: where it stands, how large it is, what its type is aligned to.
type Place = (u64, u64, u64);

/// The first type with a layout of rustc's own that an export of a type takes, returns or holds by value. `free`: see
/// [`free`].
pub(crate) fn first_free(g: &Graph, export: TypeId, free: &FixedBitSet) -> Option<TypeId> {
    let of = |id: TypeId| {
        let id = g.strip(strip_arrays(g, g.strip(id)));
        free.contains(id.index()).then_some(id)
    };
    if g.node(export).kind != Kind::Function {
        return of(export);
    }
    let passed = g.edges(export).iter().filter(|e| matches!(e.kind, EdgeKind::Param | EdgeKind::Return));
    passed.map(|e| e.target).find_map(of)
}

/// Records of Rust that rustc surely laid out as it liked: no `#[repr]` gives such a layout, or the standard library
/// promises none. Of the others nothing tells: debug information does not state the `#[repr]`.
pub(crate) fn free(g: &Graph) -> FixedBitSet {
    let mut free = FixedBitSet::with_capacity(g.len());
    // Where the members of a variant stand, its enum says.
    let mut parts = FixedBitSet::with_capacity(g.len());
    for id in g.ids().filter(|&id| g.is_of_rust(id) && g.node(id).kind == Kind::Struct) {
        parts.extend(variants(g, id).into_iter().flat_map(|(_, variants)| variants).map(TypeId::index));
    }
    let is_ours = |id: TypeId| g.is_of_rust(id) && g.node(id).kind.is_record() && !parts.contains(id.index());
    let mut stack: Vec<TypeId> = g.ids().filter(|&id| is_ours(id) && is_free(g, id)).collect();
    if stack.is_empty() {
        return free;
    }
    // Who holds one by value holds what no `#[repr]` of its own makes certain.
    let mut holders: Vec<(TypeId, TypeId)> = Vec::new();
    for id in g.ids() {
        let flags = g.node(id).flags;
        if g.node(id).kind.is_record() && (flags.has(Flags::RUST) || g.node(id).name.is_none()) {
            let members = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member);
            holders.extend(members.map(|e| (g.strip(strip_arrays(g, g.strip(e.target))), id)));
        }
    }
    holders.sort_unstable();
    while let Some(id) = stack.pop() {
        if !free.put(id.index()) {
            let first = holders.partition_point(|&(held, _)| held < id);
            stack.extend(holders[first..].iter().take_while(|h| h.0 == id).map(|h| h.1));
        }
    }
    free
}

/// Whether the type itself says so, whatever it holds.
fn is_free(g: &Graph, id: TypeId) -> bool {
    let name = g.name(id);
    if g.node(id).kind == Kind::Union || g.node(id).flags.has(Flags::DECLARATION) {
        return false;
    }
    // What the language makes: slices, trait objects, tuples, closures; and generators.
    let is_made = matches!(name.as_bytes().first(), Some(b'&' | b'*' | b'(' | b'[')) || name.contains("::{");
    let size = g.node(id).byte_size;
    if is_made && size > 0 {
        return true;
    }
    if let Some((tag, variants)) = variants(g, id) {
        return is_free_enum(g, tag, &variants);
    }
    let Some(members) = places(g, id) else { return false };
    let of_library = ["core::", "alloc::", "std::"].iter().any(|library| name.starts_with(library));
    let sized = members.iter().filter(|m| m.1 > 0).count();
    of_library && sized > 1 || !in_order(&members, 0)
}

/// The members of a record in the order of their declaration; `None` if something of them is not known.
fn places(g: &Graph, id: TypeId) -> Option<Vec<Place>> {
    let members = g.edges(id).iter().filter(|e| e.kind == EdgeKind::Member);
    let place = |e: &Edge| {
        let known = !e.flags.has(EdgeFlags::UNKNOWN_OFFSET) && !e.flags.has(EdgeFlags::BIT_FIELD);
        let offset = u64::try_from(e.value).ok().filter(|_| known)?;
        Some((offset / 8, g.size_of(e.target)?, layout::alignment(g, e.target)))
    };
    members.map(place).collect()
}

/// Whether members stand as C puts them, packed or not, behind what ends at `start`.
fn in_order(members: &[Place], start: u64) -> bool {
    PACKED.iter().any(|&most| {
        let mut end = start;
        members.iter().all(|&(offset, size, alignment)| {
            let at = end.checked_next_multiple_of(alignment.min(most).max(1));
            end = offset.saturating_add(size);
            at == Some(offset)
        })
    })
}

/// The discriminant and the variants of an enum with data.
fn variants(g: &Graph, id: TypeId) -> Option<(Option<Edge>, Vec<TypeId>)> {
    let [part] = g.edges(id) else { return None };
    let union = part.target;
    if !part.name.is_none() || g.node(union).kind != Kind::Union || !g.node(union).name.is_none() {
        return None;
    }
    let is_tag = |e: &&Edge| g.node(e.target).kind == Kind::Enum && g.str(e.name) == DISCRIMINANT;
    let tag = g.edges(union).iter().find(is_tag).copied();
    let others = g.edges(union).iter().filter(|e| !is_tag(e) && e.kind == EdgeKind::Member);
    Some((tag, others.map(|e| g.strip(e.target)).collect()))
}

/// Whether no `#[repr]` of an enum lays it out so (RFC 2195): a discriminant in front, then a union of structs, or a union
/// of structs that begin with the discriminant.
fn is_free_enum(g: &Graph, tag: Option<Edge>, variants: &[TypeId]) -> bool {
    let Some(tag) = tag else { return !variants.is_empty() };
    let values = g.edges(tag.target).iter().filter(|e| e.kind == EdgeKind::Enumerator).count();
    if values < variants.len() || tag.value != 0 {
        return true;
    }
    let size = g.size_of(tag.target).unwrap_or(0);
    let Some(all) = variants.iter().map(|&v| places(g, v)).collect::<Option<Vec<_>>>() else { return false };
    let alignment = all.iter().flatten().map(|m| m.2).max().unwrap_or(1);
    let behind = size.checked_next_multiple_of(alignment.max(1)).unwrap_or(size);
    ![size, behind].iter().any(|&start| all.iter().all(|members| in_order(members, start)))
}
