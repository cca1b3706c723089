//! Sentences: members of records.

use crate::rules::reason::MemberReason;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &MemberReason) -> String {
    use MemberReason as R;
    let text = match reason {
        R::ReadAtOldOffsets { name, others } => return read_at_old_offsets(name, *others),
        R::StaysReserved => "it stays a reserve, which consumers were told to leave alone",
        R::OtherPurpose => {
            "the same bytes and type, under a name that has no word in common: whether it is called for the same purpose, the \
             binary does not say"
        }
        R::OtherNameOfBytes => "the same bytes under another name: only source code notices",
        R::CarriedOnElsewhere { .. } | R::AnotherResembles { .. } | R::ResemblesAnother { .. } => {
            return by_name(reason);
        }
        R::FoundInPlace { name, other, offset } => {
            return format!(
                "existing consumers find `{other}` where they look for `{name}`, which is at byte {offset} now"
            );
        }
        R::GroupedOtherwise => "the same bytes of the same types, grouped otherwise: only source code notices",
        R::ElementStands { name, array } => {
            return format!(
                "an element of `{array}` has the bytes of `{name}`, whose name is gone: whether it means the same, the \
                 binary does not say"
            );
        }
        R::ElementsBehindGone => {
            "it took no room of its own; whether consumers put elements behind the object, which NEW no longer looks for, the \
             binary does not say"
        }
        R::MarkedAPlace => "it had no bytes, it only marked a place: source that names it no longer compiles",
        R::ReserveResized => {
            "a reserve at the end, which consumers were told to leave alone, in bytes that were there before"
        }
        R::ReserveGone => "a reserve, which consumers were told to leave alone, is gone; source may name it",
        R::BytesOfAnother { name } => {
            return format!("`{name}` has its bytes and its type on both sides: only source code notices");
        }
        R::AlternativeGone { name } => {
            return format!(
                "existing consumers read and write `{name}`, which NEW does not know: it takes the bytes for something else"
            );
        }
        R::BitsReserved { name } => {
            return format!(
                "the bits of `{name}` are in reserve now: whether NEW looks for what existing consumers set there, or they for \
                 what OLD did, the binary does not say"
            );
        }
        R::MemberGone { name } => {
            return format!("existing consumers read and write `{name}` where NEW keeps something else, or nothing");
        }
        R::PlacesExchanged => "existing consumers find each of them at the place of another",
        R::PaddingChanged => "padding came or went between the members",
        R::MembersStand => "the members stand where they stood",
        R::AlternativesUnknown => {
            "GCC records no members of a transparent union: whether they changed, the debug information does not say"
        }
        R::FitsInUnion => "it fits in the bytes that the union had, and the other members kept their place",
        R::MembersBehindMoved { name } => {
            return format!("existing consumers read the members behind `{name}` at their old offsets");
        }
        R::SharesBytes => "it shares the bytes of another member; nothing moved",
        R::StandsWhere { name } => {
            return format!("it stands where `{name}` was");
        }
        R::ElementsBehindCame => {
            "it takes no room of its own; whether NEW reads elements behind objects that existing consumers made without any, \
             the binary does not say"
        }
        R::TakenForPart { name } => {
            return format!("existing consumers still take these bytes for a part of `{name}`");
        }
        R::NothingMoved { padding, size_stayed } => return nothing_moved(*padding, *size_stayed),
        R::UnsetByConstructors { class, member } => return unset(&by_inline(class), member),
        R::UnsetByImplicit { class, member } => return unset(&by_implicit(class), member),
        R::NotCopied { class, member } => return unset(&by_copies(class), member),
        R::IgnoredReserveMoved { declaration } => {
            return format!(
                "reserve misused: `{declaration}` is marked as one that symbol versions may ignore, and members behind it moved"
            );
        }
        R::SharesBytesOfOthers => "it shares the bytes of other members, and takes no room of its own",
        R::ReadAsBits { old, new } => {
            return format!("{old} bits are read and written as {new}");
        }
        R::WholeBytes => "it has the same whole bytes: source that takes its address no longer compiles, or may now",
        R::NeighboursOverwritten => "its neighbours in the same bytes are overwritten, or it reads theirs",
        R::DeprecatedInPlace => {
            "deprecated: the same bytes under a name that says so; source that uses the old name no longer compiles, as \
             intended"
        }
        R::DeprecatedAsAnother { old, new } => {
            return format!("reserve misused: `{old}` was deprecated as `{new}`, another type");
        }
    };
    text.to_owned()
}

/// A new member for which no other made room.
fn nothing_moved(padding: bool, size_stayed: bool) -> String {
    let start = if padding { "it fills padding: nothing moved" } else { "nothing moved" };
    let end = if size_stayed { " and the size stayed" } else { "" };
    format!("{start}{end}")
}

/// A new member that constructors of consumers do not set.
fn by_inline(class: &str) -> String {
    format!("consumers may have compiled constructors of `{class}` themselves (inline ones), which leave")
}

fn by_implicit(class: &str) -> String {
    format!("compilers of consumers make the constructor of `{class}`, which leaves")
}

fn by_copies(class: &str) -> String {
    format!("compilers of consumers make copies of `{class}` member by member, which leaves")
}

/// A new member in bytes that somebody leaves.
fn unset(how: &str, member: &str) -> String {
    format!(
        "nothing moved; {how} these bytes as they were: whether NEW reads `{member}` of such objects, the binary does not say"
    )
}

fn read_at_old_offsets(name: &str, others: usize) -> String {
    match others {
        0 => format!("existing consumers read `{name}` at its old offset"),
        _ => format!("existing consumers read `{name}` and {others} more at their old offsets"),
    }
}

/// What names say of a member that has another one.
fn by_name(reason: &MemberReason) -> String {
    match reason {
        MemberReason::AnotherResembles { name, other, offset } => format!(
            "the same bytes under another name, and the name of `{other}` at byte {offset} resembles it more: which of them \
             goes on with `{name}`, only the source says"
        ),
        MemberReason::ResemblesAnother { name, other, offset } => format!(
            "the same bytes under another name, which resembles more that of `{other}`, which was at byte {offset} and is \
             gone: which of them goes on as `{name}`, only the source says"
        ),
        MemberReason::CarriedOnElsewhere { offset } => format!(
            "by its name it is the same member, at byte {offset} now: what that does to existing consumers is told by itself, \
             and source that uses the old name no longer compiles"
        ),
        _ => String::new(),
    }
}
