//! Sentences: who sees a type, who holds it, who creates it.

use crate::rules::reason::{Holder, ReachReason};
use crate::words::numbers::bytes;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &ReachReason) -> String {
    use ReachReason as R;
    let text = match reason {
        R::Undeclared => "no public header declares it: nobody uses it who does not declare it himself",
        R::PrivateTo { file } => {
            return format!("consumers cannot see its definition: it is private to {file}");
        }
        R::NeverHeld { functions } => {
            let others = if *functions { " and functions that no public header declares" } else { "" };
            return format!("consumers never hold one: it is reached only through types that they cannot see{others}");
        }
        R::PrivateIn { class } => return private_in(class),
        R::SaysItsVersion { member } => {
            return format!(
                "existing consumers set the old size aside, and their objects say so in `{member}`: whether NEW looks at that \
                 before it goes beyond, the binary does not say"
            );
        }
        R::GrowsWhereInlined { function } => return inlined(function),
        R::WhetherInlined { function } => return perhaps_inlined(function),
        R::GrowsWhereConstructed => {
            "consumers can create objects by its constructors: they set aside the old size, and NEW writes beyond"
        }
        R::GrowsWhereDerived => "consumers can derive of it: the members of their classes stand where NEW goes on",
        R::OnlyLibraryCreates => {
            "consumers can neither create objects nor derive of it: only NEW sets its size aside, and what was there stayed"
        }
        R::CalledInLibrary { members }
        | R::NamedByNoHeader { members }
        | R::FriendsMayName { members, .. }
        | R::SetByConstructors { members } => {
            return untouched(reason, members);
        }
        R::UnclearWhetherSeen => {
            "it is defined in a source file and handed out by pointer: whether consumers see more of it than its name, \
             the binary does not say (--public-headers tells)"
        }
        R::BehindPointerOfRust { is_free: true } => {
            "rustc chose its layout, and may choose another: consumers in C cannot know it, and whether one in Rust, built \
             from the same source by the same rustc, looks into it, the binary does not say"
        }
        R::BehindPointerOfRust { is_free: false } => {
            "it is defined in Rust and passed by pointer: whether consumers see more of it than its name, neither the binary \
             nor a header says"
        }
        R::HeldUnknown => "whether consumers hold it by value, the binary does not say",
        R::OnlyPointersPassed => {
            "only pointers to it are passed: any object pointer converts to void * and back without a change of its bits"
        }
        R::VoidHeld(held) => return format!("{}, and `void` on one side has no bytes", holder(held)),
        R::GrowsWhereHeld(held) => {
            return format!("{}: existing consumers reserve the old size for it", holder(held));
        }
        R::SizeTravels => {
            "its size travels beside the pointer to it (`_size_rh`): who reads a member asks whether it is there"
        }
        R::FitsInRoom { bytes } => {
            return format!("it still fits in the {bytes} bytes that its holder set aside for it");
        }
        R::OnlyDeclared => {
            "a public header declares it and no export's type reaches it: whether consumers create it, in the old size, \
             or are given it as something else (`void *`), the binary does not say"
        }
        R::HandedOutByPointer => {
            "nothing holds it by value and the interface hands it out by pointer: it breaks whoever embeds, allocates or \
             copies it, which the binary does not say"
        }
        R::ConsumersCreateIt => {
            "the interface only takes pointers to it, so consumers create it themselves, in the old size"
        }
        R::ConsumersCreateTheFirst => {
            "the interface takes pointers to it, and leads to others only from one that consumers have: they create that \
             themselves, in the old size"
        }
        R::CutShortWhereHeld(held) => {
            return format!("{}: existing consumers reserve the old size for it, and NEW less", holder(held));
        }
        R::CutShort => {
            "nothing holds it by value, and each element lies where it lay: whether a consumer copies or compares as many \
             bytes as `sizeof` said, or uses an ioctl number that holds the size, the binary does not say"
        }
        R::AlignedForPrivate { .. }
        | R::AlignedWhereConstructed
        | R::AlignedWhereHeld(_)
        | R::AlignedAndPassed
        | R::AlignedInPlace { .. }
        | R::AlignedAndTravelsAlike { .. }
        | R::Aligned { .. } => return aligned(reason),
    };
    text.to_owned()
}

fn private_in(class: &str) -> String {
    format!(
        "consumers cannot name it: `{class}` declares it private, and nothing in the public headers that they compile does"
    )
}

fn inlined(function: &str) -> String {
    format!(
        "the inline function `{function}` of the public headers makes one or holds one by value: existing consumers have it \
         compiled in, with the old size"
    )
}

fn perhaps_inlined(function: &str) -> String {
    format!(
        "`{function}` returns one, and the library is not the only place that can define it: where it is inline, existing \
         consumers have it compiled in, with the old size (--public-headers tells)"
    )
}

/// What another alignment does.
fn aligned(reason: &ReachReason) -> String {
    use ReachReason as R;
    match reason {
        R::AlignedForPrivate { was, is } => {
            format!(
                "existing consumers align objects to {}, and what is private needs {} now: code of NEW that relies on it faults",
                bytes(*was),
                bytes(*is)
            )
        }
        R::AlignedWhereConstructed => {
            "consumers can create objects by its constructors: their `new` does not align to as much, and NEW relies on it"
                .to_owned()
        }
        R::AlignedWhereHeld(held) => format!("{}, which now lies elsewhere or elsewhere aligned", holder(held)),
        R::AlignedAndPassed => {
            "a function takes or returns it by value: whether its alignment decides there where it travels, neither the \
             debug information nor what is known of the machine says"
                .to_owned()
        }
        R::AlignedInPlace { holder: held, looser } => {
            format!("{}, in which nothing moved for it: {}", holder(held), alignment_unknown(*looser))
        }
        R::AlignedAndTravelsAlike { machine, looser } => {
            let unknown = alignment_unknown(*looser);
            format!("functions take or return it by value, and on {machine} it travels as before: {unknown}")
        }
        _ => alignment_unknown(matches!(reason, R::Aligned { looser: true })).to_owned(),
    }
}

/// What keeps consumers from private members.
fn untouched(reason: &ReachReason, members: &[String]) -> String {
    let private = private(members);
    match reason {
        ReachReason::CalledInLibrary { .. } => {
            let using = if members.iter().any(|name| name.starts_with('(')) { " or a `using`" } else { "" };
            format!(
                "all functions that debug information lists for the class are called in the library; whether an inline \
                 friend{using} or a member template touches {private} in consumers, only the headers tell (--public-headers)"
            )
        }
        ReachReason::FriendsMayName { friend, .. } => format!(
            "no function in the public headers names {private}; its friend `{friend}` may, which consumers can define: neither \
             the headers nor the library do"
        ),
        ReachReason::NamedByNoHeader { .. } => {
            let it = if members.len() == 1 { "it" } else { "one of them" };
            format!("consumers do not touch {private}: no function in the public headers names {it}")
        }
        _ => format!(
            "no function in the public headers names {private}; whether constructors, destructors, copies or comparisons that \
             compilers of consumers make touch the old bytes, the binary does not say"
        ),
    }
}

/// The private members that a change affects.
fn private(members: &[String]) -> String {
    let named: Vec<String> = members.iter().map(|name| format!("`{name}`")).collect();
    match &named[..] {
        [one] => format!("the private {one}"),
        _ => format!("what is private ({})", named.join(", ")),
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
