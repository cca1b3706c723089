//! Sentences: arguments and results.

use crate::rules::callconv::{Spot, describe};
use crate::rules::reason::{Call, CallReason};
use crate::rules::said::Said;
use crate::words::numbers::{bytes, known_bytes};

/// The sentence with the fact that decided.
pub(super) fn why(reason: &CallReason) -> String {
    use CallReason as R;
    match reason {
        R::BitsComeFrom { call, old, new } => {
            format!(
                "{old} bits of it come from {}, and {} reads {new}: the rest is garbage",
                caller(*call),
                callee(*call)
            )
        }
        R::BitsReadBy { call, old, new } => {
            format!("{old} bits are read by {}, of which {} defines {new}", caller(*call), callee(*call))
        }
        R::BitsCutOff { bits } => {
            format!("values that do not fit {bits} bits are cut off; whether they occur, the binary does not say")
        }
        R::LowBitsRead { old, new } => {
            format!("only the low {old} of {new} bits are read; whether the value fits, the binary does not say")
        }
        R::BytesComeFrom { call, defined, read } => {
            let (defined, from, to) = (bytes(*defined), caller(*call), callee(*call));
            format!("{defined} of it come from {from}, and {to} reads {read}: the rest is garbage")
        }
        R::SignExtended { call } => {
            format!("the sign is extended by {}, and {} takes the value for unsigned", caller(*call), callee(*call))
        }
        R::BytesCutOff { bytes: n } => {
            format!("values that do not fit {} are cut off; whether they occur, the binary does not say", bytes(*n))
        }
        R::PassedAsRead => {
            "it is passed as it is read; source that takes the address of the function may not compile".to_owned()
        }
        R::TravelsElsewhere((old, new)) => {
            format!("it travelled in {} and is looked for in {}", describe(old), describe(new))
        }
        R::GivenElsewhere((old, new)) => {
            format!("it is given in {} and looked for in {}", describe(new), describe(old))
        }
        R::StackMoved { old, new } => {
            format!("it took {} of the stack and takes {new}: what follows it is looked for elsewhere", bytes(*old))
        }
        R::PassedAndRead { old, new } => format!("{} passed, {} read", known_bytes(*old), known_bytes(*new)),
        R::ReadAndGiven { call, old, new } => {
            let (old, new) = (known_bytes(*old), known_bytes(*new));
            format!("{old} read by {}, {new} given by {}", caller(*call), callee(*call))
        }
        R::HiddenPointer { call } => {
            format!("the result is written through a hidden pointer that does not come from {}", caller(*call))
        }
        R::ResultIgnored { call } => format!("the result is ignored by {}", caller(*call)),
        R::ResultNotGiven { call } => {
            format!("{} read a result that {} does not give", caller(*call), callee(*call))
        }
        R::LowBytesRead { old, new } => {
            format!("only the low {old} of {new} bytes are read; whether the value fits, the binary does not say")
        }
        R::BytesReadBy { call, read, defined } => {
            format!("{} read by {}, of which {} defines {defined}", bytes(*read), caller(*call), callee(*call))
        }
        R::ResultMoved((old, new)) => {
            format!("the result travelled in {} and travels in {} now", describe(old), describe(new))
        }
        R::ArgumentMoved((old, new)) => {
            format!("the argument travelled in {} and is looked for in {}", describe(old), describe(new))
        }
        R::MovedForOne { is_result, gcc, travels: (old, new) } => format!(
            "{} travelled in {} and travels in {} now where {} compiles it: compilers do not agree on arrays of no elements \
             in values, and which built the consumers, the binary does not say",
            if *is_result { "the result" } else { "the argument" },
            describe(old),
            describe(new),
            if *gcc { "GCC" } else { "clang" }
        ),
        R::AddressOrNot { is_result, machine } => by_address(*is_result, machine),
        R::AlignedElsewhere(old, new) => {
            format!("for its alignment, the argument lay {} and is looked for {}", lies(old), lies(new))
        }
        R::VariadicElsewhere { machine } => format!(
            "on {machine} a variadic function takes floating-point values, and gives its result, in general registers, any \
             other in floating-point registers"
        ),
        R::VariadicNow { machine, vectors } => {
            let count = if *vectors { ", nor count in al the vector registers that they use" } else { "" };
            format!(
                "on {machine} the named arguments travel as before; existing callers pass no others{count}: whether NEW \
                 asks for some, the binary does not say"
            )
        }
        R::VariadicBefore { machine } => format!(
            "on {machine} the named arguments travel as before; whether existing callers pass others, which NEW does not \
             read, the binary does not say"
        ),
        R::VariadicUnknown { machine } => format!(
            "whether the named arguments travel alike in a variadic call depends on the calling convention of {machine}"
        ),
        R::FloatPromoted | R::CallsAlike | R::IntPassed | R::DoublePassed | R::DoubleCut => {
            unprototyped(reason).to_owned()
        }
    }
}

/// What follows where a side has no prototype.
fn unprototyped(reason: &CallReason) -> &'static str {
    use CallReason as R;
    match reason {
        R::FloatPromoted => "without a prototype a float travels as a double, with one as a float",
        R::IntPassed => {
            "existing callers pass an int, as they do without a prototype, and all that is read of it is there"
        }
        R::DoublePassed => "existing callers pass a double, as they do without a prototype, and that is what is read",
        R::DoubleCut => {
            "existing callers pass a double, of which NEW, without a prototype, keeps a float; whether they pass values \
             that do not fit one, the binary does not say"
        }
        _ => "a prototype by itself changes no call; the next build checks the arguments otherwise",
    }
}

/// A class that travels by its address on one side alone.
fn by_address(is_result: bool, machine: &str) -> String {
    format!(
        "{} travels by the address of an object that the caller makes, on one side alone: whether a value of its size does \
         so on {machine} in any case depends on the calling convention of that machine",
        if is_result { "the result" } else { "the argument" }
    )
}

fn caller(call: Call) -> &'static str {
    match call {
        Call::ByConsumers => "existing callers",
        Call::ByNew => "NEW",
    }
}

fn callee(call: Call) -> &'static str {
    match call {
        Call::ByConsumers => "NEW",
        Call::ByNew => "what existing consumers implement",
    }
}

/// Where an argument stands.
fn lies(spot: &Spot) -> String {
    let preposition = if matches!(spot, Spot::Stack(_)) { "at" } else { "in" };
    format!("{preposition} {}", place_of(spot))
}

/// The place of an argument.
fn place_of(spot: &Spot) -> String {
    Said::Spot(spot.clone()).text()
}
