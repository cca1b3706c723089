//! The one place that turns a reason into a sentence.

mod functions;
mod objects;
mod relocated;
mod reserve;
mod symbols;

use super::numbers::{bytes, elements, known_bytes, signed};
use crate::rules::callconv::{Spot, describe};
use crate::rules::reason::{Call, Holder, Pointed, Reason, Travels};
use crate::rules::said::Said;

/// The sentence with the fact that decided.
pub(crate) fn why(reason: &Reason) -> String {
    match reason {
        Reason::AtMost(_, reason) => why(reason),
        Reason::ResultOf(pointed, reason) => format!("{} changed its result: {}", function(*pointed), why(reason)),
        Reason::ParameterOf(pointed, reason) => format!("{} changed a parameter: {}", function(*pointed), why(reason)),
        Reason::Follows(subject, reason) => format!("{} follows it: {}", subject.spelt(), why(reason)),
        Reason::AlsoAt(1, reason) => format!("{}; the same change stands at another place", why(reason)),
        Reason::AlsoAt(n, reason) => format!("{}; the same change stands at {n} other places", why(reason)),
        Reason::Reserve(reason) => reserve::why(reason),
        Reason::Relocated(reason) => relocated::why(*reason),
        Reason::Symbol(reason) => symbols::why(reason),
        Reason::Object(reason) => objects::why(reason),
        Reason::Function(reason) => functions::why(*reason).to_owned(),
        Reason::ToldByItself => "it follows from a change that is told by itself".to_owned(),
        _ => reached(reason)
            .or_else(|| named(reason))
            .or_else(|| places(reason))
            .or_else(|| values(reason))
            .or_else(|| calls(reason))
            .or_else(|| enumerators(reason))
            .or_else(|| members(reason))
            .unwrap_or_default(),
    }
}

fn function(pointed: Pointed) -> &'static str {
    match pointed {
        Pointed::Returned => "the function behind the returned pointer",
        Pointed::Held => "the function behind it",
    }
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

fn holder(holder: &Holder) -> String {
    match holder {
        Holder::Variable => "an exported variable holds it by value".to_owned(),
        Holder::Array => "an array holds it by value".to_owned(),
        Holder::Value => "a function takes or returns it by value".to_owned(),
        Holder::Type(name) => format!("{} holds it by value", name.as_deref().unwrap_or("another type")),
    }
}

fn alignment_unknown(looser: bool) -> &'static str {
    if looser {
        "whether existing consumers use instructions that need the old alignment, which NEW no longer gives, the binary \
         does not say"
    } else {
        "whether consumers place one in objects of their own with the old alignment, the binary does not say"
    }
}

/// Who sees a type, holds it, creates it.
fn reached(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::Undeclared => "no public header declares it: nobody uses it who does not declare it himself",
        Reason::PrivateTo { file } => {
            return Some(format!("consumers cannot see its definition: it is private to {file}"));
        }
        Reason::NeverHeld { functions } => {
            let others = if *functions { " and functions that no public header declares" } else { "" };
            return Some(format!(
                "consumers never hold one: it is reached only through types that they cannot see{others}"
            ));
        }
        Reason::UnclearWhetherSeen => {
            "it is defined in a source file and handed out by pointer: whether consumers see more of it than its name, \
             the binary does not say (--public-headers tells)"
        }
        Reason::HeldUnknown => "whether consumers hold it by value, the binary does not say",
        Reason::OnlyPointersPassed => {
            "only pointers to it are passed: any object pointer converts to void * and back without a change of its bits"
        }
        Reason::VoidHeld(held) => return Some(format!("{}, and `void` on one side has no bytes", holder(held))),
        Reason::GrowsWhereHeld(held) => {
            return Some(format!("{}: existing consumers reserve the old size for it", holder(held)));
        }
        Reason::SizeTravels => {
            "its size travels beside the pointer to it (`_size_rh`): who reads a member asks whether it is there"
        }
        Reason::FitsInRoom { bytes } => {
            return Some(format!("it still fits in the {bytes} bytes that its holder set aside for it"));
        }
        Reason::OnlyDeclared => {
            "a public header declares it and no export's type reaches it: whether consumers create it, in the old size, \
             or are given it as something else (`void *`), the binary does not say"
        }
        Reason::HandedOutByPointer => {
            "nothing holds it by value and the interface hands it out by pointer: it breaks whoever embeds, allocates or \
             copies it, which the binary does not say"
        }
        Reason::ConsumersCreateIt => {
            "the interface only takes pointers to it, so consumers create it themselves, in the old size"
        }
        Reason::CutShortWhereHeld(held) => {
            return Some(format!("{}: existing consumers reserve the old size for it, and NEW less", holder(held)));
        }
        Reason::CutShort => {
            "nothing holds it by value, and each element lies where it lay: whether a consumer copies or compares as many \
             bytes as `sizeof` said, or uses an ioctl number that holds the size, the binary does not say"
        }
        Reason::AlignedWhereHeld(held) => {
            return Some(format!("{}, which now lies elsewhere or elsewhere aligned", holder(held)));
        }
        Reason::AlignedAndPassed => {
            "a function takes or returns it by value: whether its alignment decides there where it travels, neither the \
             debug information nor what is known of the machine says"
        }
        Reason::AlignedInPlace { holder: held, looser } => {
            return Some(format!("{}, in which nothing moved for it: {}", holder(held), alignment_unknown(*looser)));
        }
        Reason::AlignedAndTravelsAlike { machine, looser } => {
            let unknown = alignment_unknown(*looser);
            return Some(format!(
                "functions take or return it by value, and on {machine} it travels as before: {unknown}"
            ));
        }
        Reason::Aligned { looser } => alignment_unknown(*looser),
        _ => return None,
    };
    Some(text.to_owned())
}

/// Types by their names.
fn named(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::OnlyNameKnown => "only the name was known to consumers, who could use it by pointer alone",
        Reason::DefinitionGone => {
            "the definition is gone from NEW's debug information, so its layout there is not known"
        }
        Reason::OtherKindOfType { old, new } => {
            return Some(format!("consumers use it as a {old}, it is a {new} now"));
        }
        Reason::GotTag => "a type that had no tag got one",
        Reason::OtherTag => "the bytes are compared member by member; source that names it no longer compiles",
        Reason::OtherEncoding => "the same bits mean another value",
        Reason::SpeltOtherwise => "it is the same type under another name",
        Reason::OtherTypedef => {
            "another typedef stands there; where what it stands for differs, that is told by itself"
        }
        Reason::TypedefGone { names, differ } => {
            return Some(format!("{}; source that names it no longer compiles", in_its_place(names, *differ)));
        }
        Reason::NoTypedefLeft => "no typedef of that name is left",
        Reason::NoTypeLeft => "no type of that kind and name is left",
        Reason::NotNamedBefore => "nothing named it before",
        _ => return None,
    };
    Some(text.to_owned())
}

/// What became of the places that named a typedef that is gone.
fn in_its_place(names: &[String], differ: bool) -> String {
    let list = || {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        format!("{} {}", names.join(", "), if names.len() == 1 { "stands" } else { "stand" })
    };
    match (names.is_empty(), differ) {
        (true, false) => "what it stood for is used directly, with the same bytes".to_owned(),
        (true, true) => "what it stood for is used directly, and where that differs, it is told by itself".to_owned(),
        (false, false) => format!("{} in its place, with the same bytes", list()),
        (false, true) => format!("{} in its place, and where that differs, it is told by itself", list()),
    }
}

/// Qualifiers, variables, arrays, pointers.
fn places(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::AtomicOnOneSide => {
            "whether both sides use the same locks or instructions for it, the binary does not say"
        }
        Reason::QualifierOfValue => "qualifiers of the value itself are no part of a function's type in C",
        Reason::ReadOnlyNow => "an existing consumer that writes to it faults: it lies in read-only memory now",
        Reason::OnlyReadBefore => "existing consumers only read it",
        Reason::PromisesNotToWrite => {
            "callers pass the pointers that they passed, which convert to it without a cast; the function promises not to \
             write through it"
        }
        Reason::OnlyRestrict => "`restrict` is a promise inside the function; callers compile as before",
        Reason::CompilerMayRefuse => "the bytes stay; the compiler may refuse or warn on the next build",
        Reason::ModulesKnowTheSize => "modules know how much of it there was",
        Reason::ProgramsKnowTheSize => {
            "programs hold a copy of its old size (copy relocation), or know how much of it there is"
        }
        Reason::ElementsStay => "the elements stay where they were; `sizeof` of it no longer compiles",
        Reason::ElementsUncounted => "whether consumers rely on the number of elements, the binary does not say",
        Reason::OtherOrderOfElements => "the same elements lie in another order of rows and columns",
        Reason::ElementsBehindPointer { old, new } => {
            return Some(format!("consumers and NEW disagree whether {old} or {new} elements lie behind the pointer"));
        }
        Reason::ElementsOfVariable { old, new } => {
            return Some(format!("consumers step over {}, or hold a copy of them; NEW has {new}", elements(*old)));
        }
        Reason::ElementsReserved { old, new } => {
            return Some(format!("consumers reserve and read {}, NEW {new}", elements(*old)));
        }
        Reason::SameElementsInOrder => "the same elements in the same order; source that indexes them may not compile",
        Reason::CallAgainstData => "one side calls what the other reads or writes as data",
        Reason::PassedForAnother { old, new } => {
            return Some(format!(
                "whether what consumers pass as `{old}` is what NEW takes for `{new}`, the binary does not say"
            ));
        }
        Reason::PointsToOtherThings { old, new, offset } => {
            return Some(format!(
                "`{old}` and `{new}` hold different things in the same bytes, the first at offset {offset}"
            ));
        }
        Reason::CharactersOfOtherSign => "the same bytes; only the compiler's view of their sign changed",
        Reason::SizeBehindPointer { old, new } => {
            return Some(format!("{} behind the pointer are read and written as {new}", bytes(*old)));
        }
        Reason::AddressAgainstCall => "whether what passed as a plain address is called now, the binary does not say",
        Reason::PointerToVoid => "any object pointer converts to void * and back without a change of its bits",
        Reason::OtherSegment => {
            "the same number is an address in another segment: each side reads what the other never wrote"
        }
        Reason::VariantNow => {
            "callers pass arguments and keep registers by the base standard; which variant it follows now, the symbol does \
             not say"
        }
        Reason::VariantBefore => {
            "callers leave values in registers that the variant preserves, and the base standard does not"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// Values of another type.
fn values(reason: &Reason) -> Option<String> {
    let fault = "vector instructions fault where it is not";
    let text = match reason {
        Reason::FunctionBehindTypedef => {
            "nothing holds a function by value: the places that use the name are judged by themselves, and source that \
             declares functions or pointers with it may no longer compile"
        }
        Reason::ReadAsSize { old, new } => {
            return Some(format!("what was {} is read and written as {}", known_bytes(*old), known_bytes(*new)));
        }
        Reason::SameElements { travels } => {
            return Some(format!(
                "the same elements in the same bytes, aligned as before{}",
                by_value(travels.as_ref())
            ));
        }
        Reason::ElementsAlignedMore { old, new, travels } => {
            return Some(format!(
                "the same elements in the same bytes, but NEW takes them to be aligned to {}, and existing consumers align \
                 them to {}: {fault}{}",
                bytes(*new),
                bytes(*old),
                by_value(travels.as_ref())
            ));
        }
        Reason::ElementsAlignedLess { old, new, travels } => {
            return Some(format!(
                "the same elements in the same bytes, but existing consumers take them to be aligned to {}, and NEW aligns \
                 them to {}: {fault}{}",
                bytes(*old),
                bytes(*new),
                by_value(travels.as_ref())
            ));
        }
        Reason::OtherByteOrder => "one side reads and writes its bytes in the other order",
        Reason::TransparentUnion => {
            "GCC records no members of a transparent union: whether it can hold the same, the debug information does not \
             say"
        }
        Reason::OneOfSeveral => {
            "it is one of several in the same bytes; whether the others ever stand there, the binary does not say"
        }
        Reason::OtherKindOfValue => "the same bytes mean another kind of value",
        Reason::OtherRecord => {
            "the same bytes of the same kinds belong to another type; whether they mean the same, the binary does not say"
        }
        Reason::SameKinds => "the same bytes of the same kinds: only source code can notice",
        Reason::OtherEnum => "it is another enum: whether its numbers mean the same, the binary does not say",
        Reason::BooleanOnOneSide => {
            "values other than 0 and 1 mean nothing to a boolean; whether they occur, the binary does not say"
        }
        Reason::OtherSign { was_signed, is_signed } => {
            return Some(format!(
                "the same bits were {} and are {}; whether values above half the range occur, the binary does not say",
                signed(*was_signed),
                signed(*is_signed)
            ));
        }
        Reason::OnlyTheName => "the same bits with the same meaning; only the type's name changed",
        Reason::OtherPointer => "whether both sides read the same bytes behind it, the binary does not say",
        Reason::PointerAgainstNumber => {
            "a pointer and a number in the same bytes: what one side stores the other cannot use"
        }
        Reason::DefinedBits { old, new } => {
            return Some(format!("one side defines {old} bits of it, the other {new}: what is above is garbage"));
        }
        Reason::OtherBits => "its value lies in other bits of the same bytes",
        Reason::OtherFormat => "the same bytes mean another number: the formats differ",
        Reason::FormatUnknown => "whether the two are of one format, their names do not say on this machine",
        Reason::BitIntUnknown => {
            "the debug information of one side does not hold the width of the _BitInt: whether it is the same is not known"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

fn by_value(travels: Option<&Travels>) -> String {
    let told =
        |(old, new): &Travels| format!("; by value it travels in {} instead of {}", describe(new), describe(old));
    travels.map(told).unwrap_or_default()
}

/// Arguments and results.
fn calls(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::BitsComeFrom { call, old, new } => {
            format!(
                "{old} bits of it come from {}, and {} reads {new}: the rest is garbage",
                caller(*call),
                callee(*call)
            )
        }
        Reason::BitsReadBy { call, old, new } => {
            format!("{old} bits are read by {}, of which {} defines {new}", caller(*call), callee(*call))
        }
        Reason::BitsCutOff { bits } => {
            format!("values that do not fit {bits} bits are cut off; whether they occur, the binary does not say")
        }
        Reason::LowBitsRead { old, new } => {
            format!("only the low {old} of {new} bits are read; whether the value fits, the binary does not say")
        }
        Reason::BytesComeFrom { call, defined, read } => {
            let (defined, from, to) = (bytes(*defined), caller(*call), callee(*call));
            format!("{defined} of it come from {from}, and {to} reads {read}: the rest is garbage")
        }
        Reason::SignExtended { call } => {
            format!("the sign is extended by {}, and {} takes the value for unsigned", caller(*call), callee(*call))
        }
        Reason::BytesCutOff { bytes: n } => {
            format!("values that do not fit {} are cut off; whether they occur, the binary does not say", bytes(*n))
        }
        Reason::PassedAsRead => {
            "it is passed as it is read; source that takes the address of the function may not compile".to_owned()
        }
        Reason::TravelsElsewhere((old, new)) => {
            format!("it travelled in {} and is looked for in {}", describe(old), describe(new))
        }
        Reason::GivenElsewhere((old, new)) => {
            format!("it is given in {} and looked for in {}", describe(new), describe(old))
        }
        Reason::StackMoved { old, new } => {
            format!("it took {} of the stack and takes {new}: what follows it is looked for elsewhere", bytes(*old))
        }
        Reason::PassedAndRead { old, new } => format!("{} passed, {} read", known_bytes(*old), known_bytes(*new)),
        Reason::ReadAndGiven { call, old, new } => {
            let (old, new) = (known_bytes(*old), known_bytes(*new));
            format!("{old} read by {}, {new} given by {}", caller(*call), callee(*call))
        }
        Reason::HiddenPointer { call } => {
            format!("the result is written through a hidden pointer that does not come from {}", caller(*call))
        }
        Reason::ResultIgnored { call } => format!("the result is ignored by {}", caller(*call)),
        Reason::ResultNotGiven { call } => {
            format!("{} read a result that {} does not give", caller(*call), callee(*call))
        }
        Reason::LowBytesRead { old, new } => {
            format!("only the low {old} of {new} bytes are read; whether the value fits, the binary does not say")
        }
        Reason::BytesReadBy { call, read, defined } => {
            format!("{} read by {}, of which {} defines {defined}", bytes(*read), caller(*call), callee(*call))
        }
        Reason::ResultMoved((old, new)) => {
            format!("the result travelled in {} and travels in {} now", describe(old), describe(new))
        }
        Reason::ArgumentMoved((old, new)) => {
            format!("the argument travelled in {} and is looked for in {}", describe(old), describe(new))
        }
        Reason::MovedForOne { is_result, gcc, travels: (old, new) } => format!(
            "{} travelled in {} and travels in {} now where {} compiles it: compilers do not agree on arrays of no elements \
             in values, and which built the consumers, the binary does not say",
            if *is_result { "the result" } else { "the argument" },
            describe(old),
            describe(new),
            if *gcc { "GCC" } else { "clang" }
        ),
        Reason::AlignedElsewhere(old, new) => {
            format!("for its alignment, the argument lay {} and is looked for {}", lies(old), lies(new))
        }
        Reason::VariadicElsewhere { machine } => format!(
            "on {machine} a variadic function takes floating-point values, and gives its result, in general registers, any \
             other in floating-point registers"
        ),
        Reason::VariadicNow { machine, vectors } => {
            let count = if *vectors { ", nor count in al the vector registers that they use" } else { "" };
            format!(
                "on {machine} the named arguments travel as before; existing callers pass no others{count}: whether NEW \
                 asks for some, the binary does not say"
            )
        }
        Reason::VariadicBefore { machine } => format!(
            "on {machine} the named arguments travel as before; whether existing callers pass others, which NEW does not \
             read, the binary does not say"
        ),
        Reason::VariadicUnknown { machine } => format!(
            "whether the named arguments travel alike in a variadic call depends on the calling convention of {machine}"
        ),
        Reason::FloatPromoted => "without a prototype a float travels as a double, with one as a float".to_owned(),
        Reason::CallsAlike => {
            "calls compile to the same code; the next build checks the arguments otherwise".to_owned()
        }
        _ => return None,
    })
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

/// What consumers may do with the count of the enumerators.
const COUNT: &str = "whether existing consumers size arrays by it or check ranges against it, the binary does not say";

/// Enumerators.
fn enumerators(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::ValueStayed => "the value stayed: only source code notices",
        Reason::CountMoved => COUNT,
        Reason::ValuesBehindMoved { count } => {
            return Some(match count {
                1 => "the value of the enumerator behind it moved, and existing consumers pass the old one".to_owned(),
                n => format!("the values of {n} enumerators behind it moved, and existing consumers pass the old ones"),
            });
        }
        Reason::ValueHasAnotherName => "another name has its value on both sides: only source code notices",
        Reason::MacroOfSameValue => {
            "the public headers define it as a macro of the same value: only source code can notice"
        }
        Reason::NumberUnused => {
            "by its name it kept a number that nothing used: only source code that names it notices"
        }
        Reason::ValueStillPassed { value } => {
            return Some(format!(
                "existing consumers may still pass {value}; whether NEW accepts it, the binary does not say"
            ));
        }
        Reason::KnownAsAnother { value, name } => {
            return Some(format!("existing consumers know {value} as `{name}`: what became of that is told by itself"));
        }
        Reason::NotKnownBefore => "existing consumers do not know it; that others have another value is told by itself",
        Reason::KnownValuesStayed => "the values that existing consumers know stayed with their names",
        Reason::OtherValue { old, new, others } => {
            return Some({
                let also = match others {
                    0 => String::new(),
                    1 => "; so with 1 other enumerator of the enum".to_owned(),
                    n => format!("; so with {n} others of the enum"),
                };
                format!("existing consumers pass and expect {old} for it, NEW means {new}{also}")
            });
        }
        Reason::CountFollowed => {
            return Some(format!("values were added before it, and all that existing consumers know stayed; {COUNT}"));
        }
        Reason::BtfLacksRoom => "NEW's BTF has room for 32 bits of it, and programs that relocate it get those alone",
        Reason::WidenedOtherwise => {
            "whether a consumer widens or compares it, which now extends the sign otherwise, the binary does not say"
        }
        Reason::SizeAndSignStayed => "size and signedness stayed: only source code can notice",
        _ => return None,
    };
    Some(text.to_owned())
}

/// Members of records.
fn members(reason: &Reason) -> Option<String> {
    let text = match reason {
        Reason::ReadAtOldOffsets { name, others: 0 } => {
            return Some(format!("existing consumers read `{name}` at its old offset"));
        }
        Reason::ReadAtOldOffsets { name, others } => {
            return Some(format!("existing consumers read `{name}` and {others} more at their old offsets"));
        }
        Reason::StaysReserved => "it stays a reserve, which consumers were told to leave alone",
        Reason::OtherPurpose => {
            "the same bytes and type, under a name that has no word in common: whether it is called for the same purpose, the \
             binary does not say"
        }
        Reason::OtherNameOfBytes => "the same bytes under another name: only source code notices",
        Reason::FoundInPlace { name, other, offset } => {
            return Some(format!(
                "existing consumers find `{other}` where they look for `{name}`, which is at byte {offset} now"
            ));
        }
        Reason::GroupedOtherwise => "the same bytes of the same types, grouped otherwise: only source code notices",
        Reason::ElementsBehindGone => {
            "it took no room of its own; whether consumers put elements behind the object, which NEW no longer looks for, the \
             binary does not say"
        }
        Reason::MarkedAPlace => "it had no bytes, it only marked a place: source that names it no longer compiles",
        Reason::ReserveGone => "a reserve, which consumers were told to leave alone, is gone; source may name it",
        Reason::BytesOfAnother { name } => {
            return Some(format!("`{name}` has its bytes and its type on both sides: only source code notices"));
        }
        Reason::AlternativeGone { name } => {
            return Some(format!(
                "existing consumers read and write `{name}`, which NEW does not know: it takes the bytes for something else"
            ));
        }
        Reason::MemberGone { name } => {
            return Some(format!(
                "existing consumers read and write `{name}` where NEW keeps something else, or nothing"
            ));
        }
        Reason::PlacesExchanged => "existing consumers find each of them at the place of another",
        Reason::PaddingChanged => "padding came or went between the members",
        Reason::MembersStand => "the members stand where they stood",
        Reason::AlternativesUnknown => {
            "GCC records no members of a transparent union: whether they changed, the debug information does not say"
        }
        Reason::FitsInUnion => "it fits in the bytes that the union had, and the other members kept their place",
        Reason::MembersBehindMoved { name } => {
            return Some(format!("existing consumers read the members behind `{name}` at their old offsets"));
        }
        Reason::SharesBytes => "it shares the bytes of another member; nothing moved",
        Reason::StandsWhere { name } => {
            return Some(format!("it stands where `{name}` was"));
        }
        Reason::ElementsBehindCame => {
            "it takes no room of its own; whether NEW reads elements behind objects that existing consumers made without any, \
             the binary does not say"
        }
        Reason::TakenForPart { name } => {
            return Some(format!("existing consumers still take these bytes for a part of `{name}`"));
        }
        Reason::NothingMoved { padding, size_stayed } => {
            return Some({
                let start = if *padding { "it fills padding: nothing moved" } else { "nothing moved" };
                let end = if *size_stayed { " and the size stayed" } else { "" };
                format!("{start}{end}")
            });
        }
        Reason::IgnoredReserveMoved { declaration } => {
            return Some(format!(
                "reserve misused: `{declaration}` is marked as one that symbol versions may ignore, and members behind it moved"
            ));
        }
        Reason::SharesBytesOfOthers => "it shares the bytes of other members, and takes no room of its own",
        Reason::ReadAsBits { old, new } => {
            return Some(format!("{old} bits are read and written as {new}"));
        }
        Reason::WholeBytes => {
            "it has the same whole bytes: source that takes its address no longer compiles, or may now"
        }
        Reason::NeighboursOverwritten => "its neighbours in the same bytes are overwritten, or it reads theirs",
        Reason::DeprecatedInPlace => {
            "deprecated: the same bytes under a name that says so; source that uses the old name no longer compiles, as \
             intended"
        }
        Reason::DeprecatedAsAnother { old, new } => {
            return Some(format!("reserve misused: `{old}` was deprecated as `{new}`, another type"));
        }
        _ => return None,
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    #[test]
    fn reasons_inside_of_reasons_keep_their_words() {
        let inner = Reason::BytesComeFrom { call: Call::ByConsumers, defined: 4, read: 8 };
        let said = "4 bytes of it come from existing callers, and NEW reads 8: the rest is garbage";
        assert_eq!(why(&inner), said);
        let outer = Reason::AtMost(Severity::Risky, Box::new(Reason::ParameterOf(Pointed::Returned, Box::new(inner))));
        assert_eq!(outer.severity(), Severity::Risky);
        assert_eq!(why(&outer), format!("the function behind the returned pointer changed a parameter: {said}"));
    }
}
