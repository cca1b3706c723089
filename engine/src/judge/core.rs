//! The profile `core`: what a change means for a BPF program whose accesses are relocated (CO-RE).
//!
//! Such a program names types, members and enumerators, and libbpf looks them up in the BTF of the running
//! kernel: offsets, sizes, bit-field positions and values come from there. What counts is whether the name is
//! still there and whether what stands there is compatible. The rules are those of libbpf's relo_core.c
//! (`bpf_core_fields_are_compat`, `bpf_core_match_member`, `bpf_core_spec_match`, `bpf_core_calc_relo`, which
//! adjusts the size of a load for pointers and for two unsigned integers alone), and for functions those of fentry,
//! fexit and kfuncs, whose arguments are typed by BTF.

use crate::compare::change::{Change, Owner};
use crate::compare::leaves;
use crate::compare::named::essential;
use crate::compare::symbols::Exports;
use crate::compare::types::Comparison;
use crate::graph::{EdgeKind, Graph, Kind, TypeId};
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};

type Judged = (Severity, String);

/// Whether libbpf takes a field of one type for one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compat {
    Yes,
    /// Both are records, of different names.
    OtherRecord,
    /// Signed integers or enums of different sizes: a direct load is not adjusted.
    OtherSize(&'static str),
    /// An array became shorter.
    Shorter(u64),
    No(&'static str, &'static str),
}

/// Judges a change anew; `base` is what the profile `abi` says.
pub fn judge(c: &Comparison<'_>, exports: &Exports, change: &Change, base: &Judged) -> Judged {
    let (severity, why) = root(c, exports, change, base);
    if change.root {
        return (severity, why);
    }
    // What follows from another change is never worse than before.
    (severity.min(base.0), why)
}

fn said(severity: Severity, why: &str) -> Judged {
    (severity, why.to_owned())
}

fn root(c: &Comparison<'_>, exports: &Exports, change: &Change, base: &Judged) -> Judged {
    use Severity::{Breaking, Compatible, Cosmetic, Risky};
    let fine = |why: &str| said(Compatible, why);
    match change.rule {
        Rule::SymbolRemoved => said(Breaking, "programs that attach to it or call it as a kfunc no longer load"),
        Rule::SymbolTypeChanged => said(Breaking, "what is named is a function on one side and data on the other"),
        Rule::SymbolTypeUnknown => said(Risky, "whether its type is still the same: one side has none for it"),
        Rule::TypeRemoved => said(Breaking, "relocations that name it find no candidate of its kind"),
        Rule::TypeKindChanged | Rule::TypeBecameOpaque => said(
            Breaking,
            "relocations that name it find no candidate of its kind: only types of one kind are compared",
        ),
        Rule::TypeRenamed if is_anonymous(c, change) => said(Cosmetic, "a type that had no tag got one"),
        Rule::TypeRenamed => renamed(change),
        Rule::TypedefRemoved => said(
            Risky,
            "only accesses that start at the typedef look for its name; whether there are any, the BTF does not say",
        ),
        Rule::MemberRemoved => said(Breaking, "an access to it finds no member of that name"),
        Rule::MemberRenamed => said(Breaking, "members are found by name: an access by the old one finds none"),
        Rule::MemberDeprecated => said(Breaking, "members are found by name: an access by the old one finds none"),
        Rule::MemberReplacedInSlot => {
            said(Risky, "whether programs use the old member, which is hidden now, the BTF does not say")
        }
        Rule::MemberBecameBitField => {
            said(Breaking, "a program that reads it as a whole reads its neighbours in the same bytes, too")
        }
        Rule::EnumeratorRemoved | Rule::EnumeratorRenamed => enumerator(c, change),
        Rule::EnumeratorValueChanged if is_anonymous(c, change) => said(
            Risky,
            "enumerators of an enum without a name cannot be relocated; whether programs hold the old value, the BTF does not say",
        ),
        Rule::EnumeratorValueChanged if base.0 == Risky => (base.0, base.1.clone()),
        Rule::EnumeratorValueChanged | Rule::EnumSentinelMoved => fine("the value is taken from the running kernel"),
        Rule::ParameterAdded | Rule::ParameterRemoved | Rule::ParameterReordered => prototype(c, change),
        Rule::FunctionBecameVariadic => said(Breaking, "fentry and fexit do not attach to a function with `...`"),
        Rule::MemberTypeChanged
        | Rule::ArrayLengthChanged
        | Rule::FlexibleArrayChanged
        | Rule::TypedefTargetChanged
        | Rule::VariableTypeChanged
        | Rule::BaseTypeSizeChanged
        | Rule::BaseTypeEncodingChanged
        | Rule::ParameterTypeChanged
        | Rule::ReturnTypeChanged => match places(c, exports, change) {
            Some((old, new)) => field(compat(c.old, old, c.new, new), change),
            None => said(base.0.min(Risky).max(Compatible), "how programs use what changed here, the BTF does not say"),
        },
        Rule::PointerTargetChanged | Rule::PointerTargetVoid => said(
            Risky,
            "any pointer is compatible with any other; whether programs follow this one to the old type, the BTF does not say",
        ),
        Rule::AnonymousNestingChanged => said(Cosmetic, "members are found through anonymous records"),
        Rule::ParameterRenamed | Rule::QualifierChanged | Rule::TypeSpellingChanged => (
            base.0.min(Cosmetic),
            "names of parameters, qualifiers and typedefs on the way are not compared".to_owned(),
        ),
        Rule::SymbolAdded | Rule::TypeAdded | Rule::TypeBecameDefined => fine("no existing program names it"),
        Rule::MemberAddedInHole
        | Rule::MemberAddedAtTail
        | Rule::MemberAddedInside
        | Rule::MemberAddedToUnion
        | Rule::MemberOffsetChanged
        | Rule::MemberReordered => fine("members are found by name, and their offsets taken from the running kernel"),
        Rule::StructSizeChanged | Rule::StructAlignmentChanged | Rule::StructPackingChanged => {
            fine("sizes and offsets are taken from the running kernel")
        }
        Rule::BitFieldWidthChanged | Rule::MemberNoLongerBitField => {
            fine("place, width and sign of a bit-field are taken from the running kernel")
        }
        Rule::EnumeratorAdded => fine("the values of the others are taken from the running kernel"),
        Rule::EnumSizeChanged | Rule::EnumUnderlyingTypeChanged if resized(c, change) => {
            field(Compat::OtherSize("an enum"), change)
        }
        Rule::EnumSizeChanged | Rule::EnumSignednessChanged | Rule::EnumUnderlyingTypeChanged => {
            fine("enums of any sign are one kind to relocations")
        }
        _ => said(base.0.min(Compatible), "it is no matter of BTF: programs are not linked against it"),
    }
}

fn renamed(change: &Change) -> Judged {
    let name = |f: &Option<crate::rules::facts::Facts>| {
        let facts = f.as_ref();
        facts.and_then(|f| f.name.clone().or_else(|| f.type_.clone())).unwrap_or_default()
    };
    let (old, new) = (name(&change.old), name(&change.new));
    if essential(&old) == essential(&new) {
        return said(Severity::Compatible, "only the flavour of its name changed");
    }
    said(Severity::Breaking, "relocations that name it by the old tag find no candidate")
}

/// The type takes other bytes than before.
fn resized(c: &Comparison<'_>, change: &Change) -> bool {
    let Owner::Pair(p) = change.owner else { return false };
    let pair = &c.pairs[p.0 as usize];
    let sizes = (pair.old.map(|a| c.old.node(a).byte_size), pair.new.map(|b| c.new.node(b).byte_size));
    sizes.0 != sizes.1
}

/// The enum has no name of its own.
fn is_anonymous(c: &Comparison<'_>, change: &Change) -> bool {
    match change.owner {
        Owner::Pair(p) => c.pairs[p.0 as usize].old.is_some_and(|id| c.old.node(id).name.is_none()),
        _ => false,
    }
}

fn enumerator(c: &Comparison<'_>, change: &Change) -> Judged {
    if is_anonymous(c, change) {
        let why = "enumerators of an enum without a name cannot be relocated; whether programs hold the old value, the BTF does not say";
        return said(Severity::Risky, why);
    }
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let name = |f: Option<&crate::rules::facts::Facts>| f.and_then(|f| f.name.clone()).unwrap_or_default();
    if change.rule == Rule::EnumeratorRenamed && essential(&name(old)) == essential(&name(new)) {
        return said(Severity::Compatible, "only the flavour of its name changed");
    }
    said(Severity::Breaking, "a relocation of its value finds no enumerator of that name")
}

/// The prototype of a tracepoint with BTF: `btf_trace_NAME` is a typedef of a pointer to its probe.
fn tracepoint(c: &Comparison<'_>, change: &Change) -> Option<Judged> {
    let Owner::Pair(p) = change.owner else { return None };
    if change.subject.kind != SubjectKind::Typedef || !change.subject.name.starts_with("btf_trace_") {
        return None;
    }
    let h = c.new;
    let probe = h.strip(h.target(h.strip(c.pairs[p.0 as usize].new?)));
    let count = h.edges(probe).iter().filter(|e| e.kind == EdgeKind::Param).count();
    let at = change.new.as_ref().and_then(|f| f.value);
    if change.rule == Rule::ParameterAdded && at == Some(count as i128 - 1) {
        return Some(said(
            Severity::Compatible,
            "programs read a tracepoint's arguments by number, and those they know stayed",
        ));
    }
    Some(said(Severity::Breaking, "programs (tp_btf) read a tracepoint's arguments by their number, and get others"))
}

fn prototype(c: &Comparison<'_>, change: &Change) -> Judged {
    if let Some(judged) = tracepoint(c, change) {
        return judged;
    }
    match change.owner {
        Owner::Link(_) => said(
            Severity::Breaking,
            "fentry, fexit and kfunc calls take arguments by their number: programs read others, or are refused",
        ),
        _ => said(
            Severity::Risky,
            "only programs that implement it (struct_ops) have its old prototype; whether there are any, the BTF does not say",
        ),
    }
}

/// The types of both sides at the place of a change.
fn places(c: &Comparison<'_>, exports: &Exports, change: &Change) -> Option<(TypeId, TypeId)> {
    let member = change.subject.member.as_deref();
    match change.owner {
        Owner::Pair(p) => {
            let pair = &c.pairs[p.0 as usize];
            let (a, b) = (pair.old?, pair.new?);
            if !c.old.node(a).kind.is_record() {
                return Some((a, b));
            }
            let find = |g: &Graph, id| {
                leaves::leaves(g, id).iter().find(|l| Some(l.name.as_ref()) == member).map(|l| l.target)
            };
            Some((find(c.old, a)?, find(c.new, b)?))
        }
        Owner::Link(l) => {
            let &(i, j) = exports.both.get(l.0 as usize)?;
            let (a, b) = (c.old.exports[i as usize].type_id?, c.new.exports[j as usize].type_id?);
            match change.rule {
                Rule::ReturnTypeChanged => {
                    let result =
                        |g: &Graph, id| g.edges(id).iter().find(|e| e.kind == EdgeKind::Return).map(|e| e.target);
                    Some((result(c.old, a)?, result(c.new, b)?))
                }
                Rule::VariableTypeChanged => Some((a, b)),
                _ => {
                    let wanted = member?;
                    let params: Vec<_> = c.new.edges(b).iter().filter(|e| e.kind == EdgeKind::Param).collect();
                    let at = params.iter().enumerate().position(|(n, e)| {
                        c.new.str(e.name) == wanted || wanted.strip_prefix('#') == Some(&(n + 1).to_string())
                    })?;
                    // With another one added or removed, the number says nothing.
                    let mut olds = c.old.edges(a).iter().filter(|e| e.kind == EdgeKind::Param);
                    let named = olds.clone().find(|e| c.old.str(e.name) == wanted);
                    let old = named.or_else(|| olds.nth(at))?;
                    Some((old.target, params[at].target))
                }
            }
        }
        _ => None,
    }
}

fn field(compat: Compat, change: &Change) -> Judged {
    let argument = matches!(change.owner, Owner::Link(_)) && change.rule != Rule::VariableTypeChanged;
    match compat {
        Compat::OtherSize(_) if argument => {
            (Severity::Compatible, "arguments and results are passed to programs as 64 bits".to_owned())
        }
        Compat::Yes => (
            Severity::Compatible,
            "the types are compatible: size and sign are taken from the running kernel".to_owned(),
        ),
        Compat::OtherRecord => said(
            Severity::Risky,
            "any record is compatible with any other; what programs access inside is looked up by name, which may be missing",
        ),
        Compat::OtherSize(what) => (
            Severity::Risky,
            format!(
                "a load of {what} is not adjusted to another size; whether programs load it directly, the BTF does not say"
            ),
        ),
        Compat::Shorter(n) => (
            Severity::Risky,
            format!(
                "an access by a constant index from {n} on finds no element; whether there is one, the BTF does not say"
            ),
        ),
        Compat::No(a, b) if argument => {
            (Severity::Breaking, format!("programs take it for {a}, the running kernel passes {b}"))
        }
        Compat::No(a, b) => (
            Severity::Breaking,
            format!("{a} is not compatible with {b}: the member is taken for another one, not found"),
        ),
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Void => "void",
        Kind::Base => "a number",
        Kind::Pointer => "a pointer",
        Kind::Array => "an array",
        Kind::Struct | Kind::Class | Kind::Union => "a record",
        Kind::Enum => "an enum",
        Kind::Function => "a function",
        _ => "a type of another kind",
    }
}

/// `DW_ATE_float`, `DW_ATE_signed`, `DW_ATE_signed_char`
const FLOAT: u64 = 4;
const SIGNED: [u64; 2] = [5, 6];

fn compat(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Compat {
    let (mut a, mut b) = (g.strip(a), h.strip(b));
    let mut shorter = None;
    // Arrays are looked through on both sides in step.
    for _ in 0..64 {
        let (x, y) = (g.node(a), h.node(b));
        if x.kind != Kind::Array || y.kind != Kind::Array {
            break;
        }
        if y.aux != 0 && (x.aux > y.aux) {
            shorter.get_or_insert(y.aux);
        }
        (a, b) = (g.strip(g.target(a)), h.strip(h.target(b)));
    }
    let (x, y) = (g.node(a), h.node(b));
    let done = shorter.map_or(Compat::Yes, Compat::Shorter);
    if x.kind.is_record() && y.kind.is_record() {
        let same = essential(g.name(a)) == essential(h.name(b)) || x.name.is_none() || y.name.is_none();
        return if same { done } else { Compat::OtherRecord };
    }
    if x.kind != y.kind {
        return Compat::No(word(x.kind), word(y.kind));
    }
    match x.kind {
        Kind::Enum => {
            let same = essential(g.name(a)) == essential(h.name(b)) || x.name.is_none() || y.name.is_none();
            if !same {
                return Compat::No("an enum", "an enum of another name");
            }
            if x.byte_size == y.byte_size { done } else { Compat::OtherSize("an enum") }
        }
        Kind::Base => {
            if (x.aux == FLOAT) != (y.aux == FLOAT) {
                return Compat::No("a number", "a number of another kind");
            }
            let signed = SIGNED.contains(&x.aux) || SIGNED.contains(&y.aux) || x.aux == FLOAT;
            if x.byte_size != y.byte_size && signed { Compat::OtherSize("a signed integer") } else { done }
        }
        _ => done,
    }
}
