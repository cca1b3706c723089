//! Sentences of the profile `core`.

use crate::rules::reason::relocated::{RelocatedReason, Taken, Unadjusted};

/// The sentence with the fact that decided.
pub(super) fn why(reason: RelocatedReason) -> String {
    use RelocatedReason as R;
    let text = match reason {
        R::NoFunction => "programs that attach to it or call it as a kfunc no longer load",
        R::FunctionAgainstData => "what is named is a function on one side and data on the other",
        R::NoType => "relocations that name it find no candidate of its kind",
        R::NoTypeOfKind => {
            "relocations that name it find no candidate of its kind: only types of one kind are compared"
        }
        R::NoTypeOfTag => "relocations that name it by the old tag find no candidate",
        R::NoMember => "an access to it finds no member of that name",
        R::NoMemberOfName => "members are found by name: an access by the old one finds none",
        R::NeighboursRead => "a program that reads it as a whole reads its neighbours in the same bytes, too",
        R::NoEnumerator => "a relocation of its value finds no enumerator of that name",
        R::NotAttached => "fentry and fexit do not attach to a function with `...`",
        R::OtherTracepointArguments => {
            "programs (tp_btf) read a tracepoint's arguments by their number, and get others"
        }
        R::OtherArguments => {
            "fentry, fexit and kfunc calls take arguments by their number: programs read others, or are refused"
        }
        R::PassedForAnother { old, new } => {
            return format!("programs take it for {}, the running kernel passes {}", taken(old), taken(new));
        }
        R::NotCompatible { old, new } => {
            return format!(
                "{} is not compatible with {}: the member is taken for another one, not found",
                taken(old),
                taken(new)
            );
        }
        R::TypeUnknown => "whether its type is still the same: one side has none for it",
        R::OnlyFromTypedef => {
            "only accesses that start at the typedef look for its name; whether there are any, the BTF does not say"
        }
        R::HiddenInSlot => "whether programs use the old member, which is hidden now, the BTF does not say",
        R::ValueNotRelocated => {
            "enumerators of an enum without a name cannot be relocated; whether programs hold the old value, the BTF does \
             not say"
        }
        R::UseUnknown => "how programs use what changed here, the BTF does not say",
        R::AnyPointer => {
            "any pointer is compatible with any other; whether programs follow this one to the old type, the BTF does not \
             say"
        }
        R::OnlyImplementers => {
            "only programs that implement it (struct_ops) have its old prototype; whether there are any, the BTF does not \
             say"
        }
        R::AnyRecord => {
            "any record is compatible with any other; what programs access inside is looked up by name, which may be missing"
        }
        R::LoadNotAdjusted(what) => {
            let what = match what {
                Unadjusted::Enum => "an enum",
                Unadjusted::SignedInteger => "a signed integer",
            };
            return format!(
                "a load of {what} is not adjusted to another size; whether programs load it directly, the BTF does not say"
            );
        }
        R::NoElementFrom(n) => {
            return format!(
                "an access by a constant index from {n} on finds no element; whether there is one, the BTF does not say"
            );
        }
        R::ValueRelocated => "the value is taken from the running kernel",
        R::NotNamed => "no existing program names it",
        R::MemberRelocated => "members are found by name, and their offsets taken from the running kernel",
        R::SizeRelocated => "sizes and offsets are taken from the running kernel",
        R::BitFieldRelocated => "place, width and sign of a bit-field are taken from the running kernel",
        R::OtherValuesRelocated => "the values of the others are taken from the running kernel",
        R::OneKindOfEnum => "enums of any sign are one kind to relocations",
        R::OnlyFlavour => "only the flavour of its name changed",
        R::ArgumentAppended => "programs read a tracepoint's arguments by number, and those they know stayed",
        R::PassedAs64Bits => "arguments and results are passed to programs as 64 bits",
        R::Compatible => "the types are compatible: size and sign are taken from the running kernel",
        R::NoMatterOfBtf => "it is no matter of BTF: programs are not linked against it",
        R::FoundThroughAnonymous => "members are found through anonymous records",
        R::NotCompared => "names of parameters, qualifiers and typedefs on the way are not compared",
    };
    text.to_owned()
}

fn taken(what: Taken) -> &'static str {
    match what {
        Taken::Void => "void",
        Taken::Number => "a number",
        Taken::NumberOfAnotherKind => "a number of another kind",
        Taken::Pointer => "a pointer",
        Taken::Array => "an array",
        Taken::Record => "a record",
        Taken::Enum => "an enum",
        Taken::EnumOfAnotherName => "an enum of another name",
        Taken::Function => "a function",
        Taken::Other => "a type of another kind",
    }
}
