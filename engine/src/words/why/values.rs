//! Sentences: values of another type.

use crate::rules::callconv::describe;
use crate::rules::reason::{Travels, ValueReason};
use crate::words::numbers::{bytes, known_bytes, signed};

/// The sentence with the fact that decided.
pub(super) fn why(reason: &ValueReason) -> String {
    use ValueReason as R;
    let fault = "vector instructions fault where it is not";
    let text = match reason {
        R::FunctionBehindTypedef => {
            "nothing holds a function by value: the places that use the name are judged by themselves, and source that \
             declares functions or pointers with it may no longer compile"
        }
        R::ReadAsSize { old, new } => {
            return format!("what was {} is read and written as {}", known_bytes(*old), known_bytes(*new));
        }
        R::SameElements { travels } => {
            return format!("the same elements in the same bytes, aligned as before{}", by_value(travels.as_ref()));
        }
        R::ElementsAlignedMore { old, new, travels } => {
            return format!(
                "the same elements in the same bytes, but NEW takes them to be aligned to {}, and existing consumers align \
                 them to {}: {fault}{}",
                bytes(*new),
                bytes(*old),
                by_value(travels.as_ref())
            );
        }
        R::ElementsAlignedLess { old, new, travels } => {
            return format!(
                "the same elements in the same bytes, but existing consumers take them to be aligned to {}, and NEW aligns \
                 them to {}: {fault}{}",
                bytes(*old),
                bytes(*new),
                by_value(travels.as_ref())
            );
        }
        R::OtherByteOrder => "one side reads and writes its bytes in the other order",
        R::TransparentUnion => {
            "GCC records no members of a transparent union: whether it can hold the same, the debug information does not \
             say"
        }
        R::OneOfSeveral => {
            "it is one of several in the same bytes; whether the others ever stand there, the binary does not say"
        }
        R::OtherKindOfValue => "the same bytes mean another kind of value",
        R::HoldsNothing { both: true } => {
            "neither of the two types holds data: whether their functions do the same, the binary does not say"
        }
        R::HoldsNothing { both: false } => {
            "one of the two types holds no data, so that no byte means something else; what code makes of the other, the \
             binary does not say"
        }
        R::OtherRecord => {
            "the same bytes of the same kinds belong to another type; whether they mean the same, the binary does not say"
        }
        R::OtherInstance => {
            "it is another instance of the same template: its members are compared one by one, and what its functions make \
             of them may follow from the other arguments, which the binary does not say"
        }
        R::InstanceNotDescribed => {
            "it is another instance of the same template, of which the debug information holds no definition: whether its \
             bytes mean the same, that does not say"
        }
        R::InstanceRenamed => {
            "it is the same instance of the template, of which an argument has another name: its members are compared one \
             by one"
        }
        R::SameKinds => "the same bytes of the same kinds: only source code can notice",
        R::OtherEnum => "it is another enum: whether its numbers mean the same, the binary does not say",
        R::BooleanOnOneSide => {
            "values other than 0 and 1 mean nothing to a boolean; whether they occur, the binary does not say"
        }
        R::OtherSign { was_signed, is_signed } => {
            return format!(
                "the same bits were {} and are {}; whether values above half the range occur, the binary does not say",
                signed(*was_signed),
                signed(*is_signed)
            );
        }
        R::OnlyTheName => "the same bits with the same meaning; only the type's name changed",
        R::NameInRust => "the same bits with the same meaning; one side's name for it is that of Rust",
        R::OtherPointer => "whether both sides read the same bytes behind it, the binary does not say",
        R::PointerAgainstNumber => {
            "a pointer and a number in the same bytes: what one side stores the other cannot use"
        }
        R::DefinedBits { old, new } => {
            return format!("one side defines {old} bits of it, the other {new}: what is above is garbage");
        }
        R::OtherBits => "its value lies in other bits of the same bytes",
        R::OtherFormat => "the same bytes mean another number: the formats differ",
        R::FormatUnknown => "whether the two are of one format, their names do not say on this machine",
        R::BitIntUnknown => {
            "the debug information of one side does not hold the width of the _BitInt: whether it is the same is not known"
        }
    };
    text.to_owned()
}

fn by_value(travels: Option<&Travels>) -> String {
    let told =
        |(old, new): &Travels| format!("; by value it travels in {} instead of {}", describe(new), describe(old));
    travels.map(told).unwrap_or_default()
}
