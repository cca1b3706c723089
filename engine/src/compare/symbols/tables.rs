//! Tables that compilers emit for classes: what the sizes of their symbols tell where debug information does not say more.
//!
//! | symbol | what it is (Itanium C++ ABI) |
//! | --- | --- |
//! | `_ZTV` | virtual table (2.5) |
//! | `_ZTT` | table of tables of a class with virtual bases (2.6) |
//! | `_ZTC` | virtual table of a base while it is constructed (2.6) |
//! | `_ZTI` | type information (2.9) |

use crate::compare::types::{Comparison, Place};
use crate::graph::{EdgeFlags, EdgeKind, Export, Flags, Graph, Kind, Traits, TypeId};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::ExportReason;
use crate::rules::said::{Said, TypeInfo};

/// Members of a class that are looked at to find one that is described.
const MEMBERS: usize = 64;

/// Tells of a table of another size. Returns whether the symbol is one of a class, so that nothing else is to be told.
pub(super) fn resized(comparison: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) -> bool {
    let name = comparison.old.str(x.name);
    let kinds = ["_ZTV", "_ZTT", "_ZTC", "_ZTI"];
    let Some((kind, class)) = kinds.iter().find_map(|&kind| Some((kind, name.strip_prefix(kind)?))) else {
        return false;
    };
    // What the classes themselves differ in is told of them, and that all tables are of another kind once.
    if is_told(comparison, class) || kind != "_ZTI" && relative_on_one_side(comparison, x, y) {
        return true;
    }
    let sized = |e: &Export| Facts { bit_size: Some(e.size.saturating_mul(8)), ..Facts::default() };
    let (rule, old, new, reason) = match kind {
        "_ZTV" => (Rule::VtableSizeChanged, sized(x), sized(y), ExportReason::TableResized { grew: y.size > x.size }),
        "_ZTT" => (Rule::VttSizeChanged, sized(x), sized(y), ExportReason::TableOfTablesResized),
        "_ZTC" => (Rule::VttSizeChanged, sized(x), sized(y), ExportReason::OwnTableResized),
        _ => {
            let word = comparison.old.machine.pointer_size.into();
            let Some((from, to)) = bases(x.size, word).zip(bases(y.size, word)) else { return false };
            let with = |e: &Export, bases| Facts { bit_size: sized(e).bit_size, ..Facts::saying(Said::Bases(bases)) };
            (Rule::TypeinfoKindChanged, with(x, from), with(y, to), ExportReason::OtherBases)
        }
    };
    comparison.add_at(place, rule, old, new, reason, false);
    true
}

/// By the size of type information: two words, a third with the one base, or flags, a count and two words for each.
fn bases(size: u64, word: u64) -> Option<TypeInfo> {
    match size.checked_sub(2 * word)? {
        0 => Some(TypeInfo::NoBase),
        rest if rest == word => Some(TypeInfo::OneBase),
        rest => {
            let all = rest.checked_sub(8)?;
            (word > 0 && all.is_multiple_of(2 * word)).then(|| TypeInfo::Several(all / (2 * word)))
        }
    }
}

/// Whether both sides describe the class, and differ in it. `class` is its mangled name.
fn is_told(c: &Comparison<'_>, class: &str) -> bool {
    let both = described(c.old, class).zip(described(c.new, class));
    both.is_some_and(|(a, b)| c.old.deep[a.index()] != c.new.deep[b.index()])
}

/// The class, as the `this` of one of its exported members leads to it.
fn described(graph: &Graph, class: &str) -> Option<TypeId> {
    // Members of `1A` are called `_ZN1AD1Ev`, those of `N2ns1AE` as `_ZN2ns1AD1Ev`.
    let nested = class.strip_prefix('N').and_then(|c| c.strip_suffix('E')).unwrap_or(class);
    ["_ZN", "_ZNK"].iter().find_map(|start| {
        let prefix = [start, nested].concat();
        let first = graph.exports.partition_point(|e| graph.str(e.name) < prefix.as_str());
        let own = graph.exports[first..].iter().take_while(|e| graph.str(e.name).starts_with(&prefix)).take(MEMBERS);
        own.filter(|e| is_member(&graph.str(e.name)[prefix.len()..])).find_map(|e| this(graph, e.type_id?))
    })
}

/// Whether what follows the class in a mangled name is one of its own functions, and not a class in it.
fn is_member(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let length: Option<usize> = rest[..digits].parse().ok();
        let behind = length.and_then(|n| rest.get(digits.checked_add(n)?..));
        return behind.is_some_and(|behind| behind.starts_with('E'));
    }
    rest.starts_with(['C', 'D']) || rest.get(2..).is_some_and(|behind| behind.starts_with('E'))
}

/// The class whose member a function is.
fn this(graph: &Graph, function: TypeId) -> Option<TypeId> {
    if graph.node(function).kind != Kind::Function {
        return None;
    }
    let is_this = |e: &&crate::graph::Edge| e.kind == EdgeKind::Param && e.flags.has(EdgeFlags::ARTIFICIAL);
    let pointer = graph.strip(graph.edges(function).iter().find(is_this)?.target);
    if graph.node(pointer).kind != Kind::Pointer {
        return None;
    }
    let class = graph.strip(graph.target(pointer));
    let node = graph.node(class);
    (node.kind.is_record() && !node.flags.has(Flags::DECLARATION)).then_some(class)
}

/// Whether the tables of one library hold distances, and those of the other addresses.
fn relative_on_one_side(c: &Comparison<'_>, x: &Export, y: &Export) -> bool {
    let traits = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].linkage.traits;
    turned(traits(c.old, x), traits(c.new, y))
}

/// See [`relative_on_one_side`].
pub(super) fn turned(old: Traits, new: Traits) -> bool {
    let of = |t: Traits| (t.has(Traits::TABLES_OF_ADDRESSES), t.has(Traits::TABLES_OF_DISTANCES));
    matches!((of(old), of(new)), ((true, false), (false, true)) | ((false, true), (true, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_information_tells_of_bases_by_its_size() {
        assert_eq!(bases(16, 8), Some(TypeInfo::NoBase));
        assert_eq!(bases(24, 8), Some(TypeInfo::OneBase));
        assert_eq!(bases(40, 8), Some(TypeInfo::Several(1)));
        assert_eq!(bases(56, 8), Some(TypeInfo::Several(2)));
        assert_eq!(bases(8, 4), Some(TypeInfo::NoBase));
        assert_eq!(bases(12, 4), Some(TypeInfo::OneBase));
        assert_eq!(bases(24, 4), Some(TypeInfo::Several(1)));
        assert_eq!([bases(0, 8), bases(20, 8), bases(30, 8), bases(5, 0)], [None; 4]);
    }

    #[test]
    fn members_are_told_from_classes_in_a_class() {
        for member in ["D1Ev", "C2Ei", "1fEv", "aSERKS_", "9long_nameEi"] {
            assert!(is_member(member), "{member}");
        }
        for other in ["5InnerC1Ev", "5Inner1fEv", "", "99999999999999999999E", "3f"] {
            assert!(!is_member(other), "{other}");
        }
    }
}
