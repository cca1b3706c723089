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
use crate::graph::NEAR;
use crate::graph::{EdgeKind, Graph, Kind, TypeId};
use crate::rules::facts::SubjectKind;
use crate::rules::reason::relocated::{RelocatedReason as R, Taken, Unadjusted};
use crate::rules::reason::{NameReason, Reason};
use crate::rules::{Rule, Severity};

/// Whether libbpf takes a field of one type for one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compat {
    Yes,
    /// Both are records, of different names.
    OtherRecord,
    /// Signed integers or enums of different sizes: a direct load is not adjusted.
    OtherSize(Unadjusted),
    /// An array became shorter.
    Shorter(u64),
    No(Taken, Taken),
}

/// Judges a change anew; `base` is what the profile `abi` says.
pub fn judge(c: &Comparison<'_>, exports: &Exports, change: &Change, base: Reason) -> Reason {
    let severity = base.severity();
    let reason = weigh(c, exports, change, base);
    // What follows from another change is never worse than before.
    if change.root { reason } else { at_most(severity, reason) }
}

fn at_most(severity: Severity, reason: impl Into<Reason>) -> Reason {
    let reason = reason.into();
    if reason.severity() <= severity { reason } else { Reason::AtMost(severity, Box::new(reason)) }
}

fn weigh(c: &Comparison<'_>, exports: &Exports, change: &Change, base: Reason) -> Reason {
    let reason = match change.rule {
        Rule::SymbolRemoved => R::NoFunction,
        Rule::SymbolTypeChanged => R::FunctionAgainstData,
        Rule::SymbolTypeUnknown => R::TypeUnknown,
        Rule::TypeRemoved => R::NoType,
        Rule::TypeKindChanged | Rule::TypeBecameOpaque => R::NoTypeOfKind,
        Rule::TypeRenamed if is_anonymous(c, change) => return NameReason::GotTag.into(),
        Rule::TypeRenamed => renamed(change),
        Rule::TypedefRemoved => R::OnlyFromTypedef,
        Rule::MemberRemoved => R::NoMember,
        Rule::MemberRenamed | Rule::MemberDeprecated => R::NoMemberOfName,
        Rule::MemberReplacedInSlot => R::HiddenInSlot,
        Rule::MemberBecameBitField => R::NeighboursRead,
        Rule::EnumeratorRemoved | Rule::EnumeratorRenamed => enumerator(c, change),
        Rule::EnumeratorValueChanged if is_anonymous(c, change) => R::ValueNotRelocated,
        Rule::EnumeratorValueChanged if base.severity() == Severity::Risky => return base,
        Rule::EnumeratorValueChanged | Rule::EnumSentinelMoved => R::ValueRelocated,
        Rule::ParameterAdded | Rule::ParameterRemoved | Rule::ParameterReordered => prototype(c, change),
        Rule::FunctionBecameVariadic => R::NotAttached,
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
            None => return at_most(base.severity().max(Severity::Compatible), R::UseUnknown),
        },
        Rule::PointerTargetChanged | Rule::PointerTargetVoid | Rule::PointerAddressSpaceChanged => R::AnyPointer,
        Rule::AnonymousNestingChanged => R::FoundThroughAnonymous,
        Rule::ParameterRenamed | Rule::QualifierChanged | Rule::TypeSpellingChanged => R::NotCompared,
        Rule::SymbolAdded | Rule::TypeAdded | Rule::TypeBecameDefined => R::NotNamed,
        Rule::MemberAddedInHole
        | Rule::MemberAddedAtTail
        | Rule::MemberAddedInside
        | Rule::MemberAddedToUnion
        | Rule::MemberOffsetChanged
        | Rule::MemberReordered => R::MemberRelocated,
        Rule::StructSizeChanged | Rule::StructAlignmentChanged | Rule::StructPackingChanged => R::SizeRelocated,
        Rule::BitFieldWidthChanged | Rule::MemberNoLongerBitField => R::BitFieldRelocated,
        Rule::EnumeratorAdded => R::OtherValuesRelocated,
        Rule::EnumSizeChanged | Rule::EnumUnderlyingTypeChanged if resized(c, change) => {
            field(Compat::OtherSize(Unadjusted::Enum), change)
        }
        Rule::EnumSizeChanged | Rule::EnumSignednessChanged | Rule::EnumUnderlyingTypeChanged => R::OneKindOfEnum,
        Rule::SymbolVersionRemoved
        | Rule::SymbolVersionAdded
        | Rule::SymbolVersionDefaultChanged
        | Rule::SymbolBecameVersioned
        | Rule::SymbolBecameUnversioned
        | Rule::SymbolBindingChanged
        | Rule::SymbolVisibilityChanged
        | Rule::SymbolSizeChanged
        | Rule::SymbolAliasSplit
        | Rule::SymbolBecameGplOnly
        | Rule::SymbolNoLongerGplOnly
        | Rule::SymbolNamespaceChanged
        | Rule::SymbolModuleChanged
        | Rule::SymbolLibraryChanged
        | Rule::SymbolImportAdded
        | Rule::SymbolImportChanged
        | Rule::SymbolPrivateChanged
        | Rule::SymbolAliasJoined
        | Rule::FunctionNoLongerVariadic
        | Rule::FunctionPrototypeChanged
        | Rule::FunctionBecameNoreturn
        | Rule::FunctionNoLongerNoreturn
        | Rule::CallingConventionChanged
        | Rule::ArgumentPassingChanged
        | Rule::VariableSizeChanged
        | Rule::VariableBecameConst
        | Rule::VariableNoLongerConst
        | Rule::VariableAlignmentChanged
        | Rule::ReservedSlotUsed
        | Rule::ReserveMisused
        | Rule::TypedefAlignmentChanged
        | Rule::ObjectSonameChanged
        | Rule::ObjectNeededChanged
        | Rule::VersionNodeRemoved
        | Rule::VersionNodeAdded
        | Rule::ObjectRemoved
        | Rule::ObjectVersionNeedAdded
        | Rule::ObjectStaticTlsChanged
        | Rule::ObjectNodlopenChanged
        | Rule::ObjectExecutableStackChanged
        | Rule::ObjectTextRelocationsChanged
        | Rule::ObjectNodeleteChanged
        | Rule::ObjectSymbolicChanged
        | Rule::ObjectControlFlowChanged
        | Rule::ObjectIsaLevelChanged
        | Rule::CompileModeChanged
        | Rule::RustTypeInInterface
        | Rule::ObjectNeededReordered
        | Rule::ObjectSearchPathChanged
        | Rule::ObjectBindNowChanged
        | Rule::ObjectInterposeChanged
        | Rule::ObjectPackedRelocationsChanged
        | Rule::ObjectHashTableChanged
        | Rule::ObjectUnwindTablesChanged
        | Rule::ObjectKernelFloorChanged
        | Rule::ObjectPointerSigningChanged
        | Rule::ObjectPlatformChanged
        | Rule::ObjectInitializersChanged
        | Rule::ObjectHardeningChanged
        | Rule::ObjectMoved
        | Rule::VtableSizeChanged
        | Rule::VttSizeChanged
        | Rule::TypeinfoKindChanged
        | Rule::VirtualTablesRelativeChanged
        | Rule::BaseAdded
        | Rule::BaseRemoved
        | Rule::BaseReplaced
        | Rule::BaseOffsetChanged
        | Rule::BaseVirtualityChanged
        | Rule::VirtualBaseOffsetChanged
        | Rule::VptrIntroduced
        | Rule::VptrRemoved
        | Rule::BaseDataSizeChanged
        | Rule::VirtualFunctionAddedAtEnd
        | Rule::VirtualFunctionAddedInside
        | Rule::VirtualFunctionRemoved
        | Rule::VirtualSlotChanged
        | Rule::VirtualFunctionReplaced
        | Rule::FunctionBecameVirtual
        | Rule::FunctionNoLongerVirtual
        | Rule::VirtualBecamePure
        | Rule::PureVirtualImplemented
        | Rule::OverrideAdded
        | Rule::OverrideRemoved
        | Rule::VirtualDestructorAdded
        | Rule::VirtualDestructorRemoved
        | Rule::CovariantReturnChanged
        | Rule::ConstructorVariantRemoved
        | Rule::OverloadReplaced
        | Rule::MemberQualifierChanged
        | Rule::TemplateReturnTypeChanged
        | Rule::AbiTagChanged
        | Rule::LanguageLinkageChanged
        | Rule::ModuleAttachmentChanged
        | Rule::NamespaceChanged
        | Rule::InlineNamespaceChanged
        | Rule::InlineNamespaceAliasKept
        | Rule::StdlibDualAbiChanged
        | Rule::StdlibImplementationChanged
        | Rule::UnnamedTypeInInterface
        | Rule::SpecialSymbolRemoved
        | Rule::ThreadLocalWrapperRemoved
        | Rule::InstantiationRemoved
        | Rule::InlineSymbolsRemoved
        | Rule::InlineSymbolsAdded
        | Rule::LeakedSymbolsRemoved
        | Rule::LeakedSymbolsAdded
        | Rule::LocalEntitySymbolChanged
        | Rule::LocalStaticGuardChanged
        | Rule::MultiversionFunctionRemoved
        | Rule::VagueLinkageChanged
        | Rule::AllocationFunctionExported
        | Rule::MemberBecameStatic
        | Rule::MemberNoLongerStatic
        | Rule::MemberAccessChanged
        | Rule::BaseAccessChanged
        | Rule::AccessNarrowed
        | Rule::AccessWidened
        | Rule::FunctionDeleted
        | Rule::FunctionDefaultedChanged
        | Rule::ExplicitChanged
        | Rule::OverloadAdded
        | Rule::InlineFunctionRemoved
        | Rule::OverloadHidesBase
        | Rule::MemberFunctionRemoved
        | Rule::StaticMemberRemoved
        | Rule::ClassAllocatorChanged
        | Rule::ConstexprValueChanged
        | Rule::TrivialityForCallsChanged
        | Rule::TriviallyCopyableChanged
        | Rule::ArrayCookieChanged
        | Rule::ClassKeyChanged
        | Rule::TypeDefinitionConflict
        | Rule::ReferenceKindChanged
        | Rule::FunctionNoLongerExported
        | Rule::FunctionNowExported
        | Rule::EnumScopedChanged
        | Rule::MacroValueChanged
        | Rule::MacroRemoved
        | Rule::DefaultArgumentChanged
        | Rule::DefaultArgumentRemoved
        | Rule::ParameterDefaultAdded
        | Rule::InlineBodyChanged
        | Rule::TemplateBodyChanged
        | Rule::InitializerChanged
        | Rule::NoexceptRemoved
        | Rule::NoexceptAdded
        | Rule::TypeBecameFinal
        | Rule::TypeNoLongerFinal
        | Rule::TemplateRemoved
        | Rule::TemplateSignatureChanged
        | Rule::DeclarationRemoved
        | Rule::DeclaredMembersChanged
        | Rule::SpecializationChanged => {
            return at_most(base.severity(), R::NoMatterOfBtf);
        }
    };
    reason.into()
}

fn renamed(change: &Change) -> R {
    let name = |f: &Option<crate::rules::facts::Facts>| {
        let facts = f.as_ref();
        facts.and_then(|f| f.name.clone().or_else(|| f.type_.clone())).unwrap_or_default()
    };
    if essential(&name(&change.old)) == essential(&name(&change.new)) { R::OnlyFlavour } else { R::NoTypeOfTag }
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

fn enumerator(c: &Comparison<'_>, change: &Change) -> R {
    if is_anonymous(c, change) {
        return R::ValueNotRelocated;
    }
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let name = |f: Option<&crate::rules::facts::Facts>| f.and_then(|f| f.name.clone()).unwrap_or_default();
    if change.rule == Rule::EnumeratorRenamed && essential(&name(old)) == essential(&name(new)) {
        return R::OnlyFlavour;
    }
    R::NoEnumerator
}

/// The prototype of a tracepoint with BTF: `btf_trace_NAME` is a typedef of a pointer to its probe.
fn tracepoint(c: &Comparison<'_>, change: &Change) -> Option<R> {
    let Owner::Pair(p) = change.owner else { return None };
    if change.subject.kind != SubjectKind::Typedef || !change.subject.name.starts_with("btf_trace_") {
        return None;
    }
    let h = c.new;
    let probe = h.strip(h.target(h.strip(c.pairs[p.0 as usize].new?)));
    let count = h.edges(probe).iter().filter(|e| e.kind == EdgeKind::Param).count();
    let at = change.new.as_ref().and_then(|f| f.value);
    if change.rule == Rule::ParameterAdded && at == Some(count as i128 - 1) {
        return Some(R::ArgumentAppended);
    }
    Some(R::OtherTracepointArguments)
}

fn prototype(c: &Comparison<'_>, change: &Change) -> R {
    let of_export = matches!(change.owner, Owner::Link(_));
    let other = if of_export { R::OtherArguments } else { R::OnlyImplementers };
    tracepoint(c, change).unwrap_or(other)
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
            if change.rule == Rule::VariableTypeChanged {
                return Some((a, b));
            }
            if change.rule == Rule::ReturnTypeChanged {
                let result = |g: &Graph, id| g.edges(id).iter().find(|e| e.kind == EdgeKind::Return).map(|e| e.target);
                return Some((result(c.old, a)?, result(c.new, b)?));
            }
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
        _ => None,
    }
}

fn field(compat: Compat, change: &Change) -> R {
    let argument = matches!(change.owner, Owner::Link(_)) && change.rule != Rule::VariableTypeChanged;
    match compat {
        Compat::OtherSize(_) if argument => R::PassedAs64Bits,
        Compat::Yes => R::Compatible,
        Compat::OtherRecord => R::AnyRecord,
        Compat::OtherSize(what) => R::LoadNotAdjusted(what),
        Compat::Shorter(n) => R::NoElementFrom(n),
        Compat::No(old, new) if argument => R::PassedForAnother { old, new },
        Compat::No(old, new) => R::NotCompatible { old, new },
    }
}

fn taken(kind: Kind) -> Taken {
    match kind {
        Kind::Void => Taken::Void,
        Kind::Base => Taken::Number,
        Kind::Pointer => Taken::Pointer,
        Kind::Array => Taken::Array,
        Kind::Struct | Kind::Class | Kind::Union => Taken::Record,
        Kind::Enum => Taken::Enum,
        Kind::Function => Taken::Function,
        _ => Taken::Other,
    }
}

/// `DW_ATE_float`, `DW_ATE_signed`, `DW_ATE_signed_char`
const FLOAT: u64 = 4;
const SIGNED: [u64; 2] = [5, 6];

fn compat(g: &Graph, a: TypeId, h: &Graph, b: TypeId) -> Compat {
    let (mut a, mut b) = (g.strip(a), h.strip(b));
    let mut shorter = None;
    // Arrays are looked through on both sides in step.
    for _ in 0..NEAR {
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
        return Compat::No(taken(x.kind), taken(y.kind));
    }
    match x.kind {
        Kind::Enum => {
            let same = essential(g.name(a)) == essential(h.name(b)) || x.name.is_none() || y.name.is_none();
            if !same {
                return Compat::No(Taken::Enum, Taken::EnumOfAnotherName);
            }
            if x.byte_size == y.byte_size { done } else { Compat::OtherSize(Unadjusted::Enum) }
        }
        Kind::Base => {
            if (x.aux == FLOAT) != (y.aux == FLOAT) {
                return Compat::No(Taken::Number, Taken::NumberOfAnotherKind);
            }
            let signed = SIGNED.contains(&x.aux) || SIGNED.contains(&y.aux) || x.aux == FLOAT;
            if x.byte_size != y.byte_size && signed { Compat::OtherSize(Unadjusted::SignedInteger) } else { done }
        }
        _ => done,
    }
}
