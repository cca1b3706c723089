//! Sentences of kABI shapes.

use crate::rules::reason::reserve::{Effect, Left, ReserveReason, SlotFault};
use crate::words::numbers::bytes;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &ReserveReason) -> String {
    match reason {
        ReserveReason::SlotMisused(fault, effect) => {
            format!("reserve misused: {}{}", slot_fault(fault), effect_on_struct(*effect))
        }
        ReserveReason::Used { reserves, room, padding, still, left } => {
            let beside =
                if *padding > 0 { format!(" and {} of padding beside", bits(*padding)) } else { String::new() };
            let moved = if *still { ", and nothing moved" } else { "" };
            format!(
                "reserved slot used as intended: it lies in the {} of {}{beside}{moved}; {}",
                bits(*room),
                quoted(reserves),
                how_many_left(*left)
            )
        }
        ReserveReason::Replaced { members, room } => format!(
            "sanctioned replacement: it has the place of {} and fits in its {}; that old readers understand what is there \
             now is the patch author's word",
            quoted(members),
            bits(*room)
        ),
        ReserveReason::RestReaches { takes, reserves, rest, end } => format!(
            "reserve misused: {} took bytes of {}, and `{rest}` still reaches up to offset {}",
            quoted(takes),
            quoted(reserves),
            end / 8
        ),
        ReserveReason::TakesMore { takes, bits: n, reserves, room } => {
            format!("reserve misused: `{takes}` takes {}, {} has {}", bits(*n), quoted(reserves), bits(*room))
        }
        ReserveReason::ByNameAlone { reserves } => format!(
            "{} is a reserve by its name alone: whether consumers keep anything in it, the binary does not say",
            quoted(reserves)
        ),
    }
}

fn slot_fault(fault: &SlotFault) -> String {
    match fault {
        SlotFault::HidesAnother { hidden, old, there } => {
            format!("the slot hides `{hidden}`, OLD has `{old}`{}", if *there { " there" } else { "" })
        }
        SlotFault::HidesNothing { hidden } => format!("the slot hides `{hidden}`, which OLD does not have"),
        SlotFault::StillThere { member, offset } => format!("`{member}` is still there, at offset {offset}"),
        SlotFault::HiddenAlready { member } => format!("another slot hides `{member}` already"),
        SlotFault::TakesLiving { takes, wants, has, living } => format!(
            "{} takes {}, the slot hides {}, and `{living}` lay beside them",
            quoted(takes),
            bytes(*wants),
            bytes(*has)
        ),
        SlotFault::TakesMore { takes, wants, hidden, has } => {
            format!("{} takes {}, {} has {has}", quoted(takes), bytes(*wants), quoted(hidden))
        }
        SlotFault::AlignedMore { takes, wants, hidden, has } => {
            format!("{} is aligned to {}, {} to {has}", quoted(takes), bytes(*wants), quoted(hidden))
        }
        SlotFault::StandsElsewhere { member, old, new } => {
            format!("the slot stands at offset {new}, `{member}` stood at {old}")
        }
    }
}

fn effect_on_struct(effect: Effect) -> &'static str {
    match effect {
        Effect::Moved => "; members moved",
        Effect::Resized => "; the size changed",
        Effect::Realigned => "; the alignment changed",
        Effect::Nothing => "",
    }
}

fn how_many_left(left: Left) -> String {
    match left.count {
        0 => "no reserve is left".to_owned(),
        1 => format!("1 reserve ({}) is left", bits(left.bits)),
        n => format!("{n} reserves ({}) are left", bits(left.bits)),
    }
}

fn quoted(declarations: &[String]) -> String {
    let list: Vec<String> = declarations.iter().map(|d| format!("`{d}`")).collect();
    list.join(", ")
}

fn bits(n: i64) -> String {
    match (n / 8, n % 8) {
        (n, 0) => bytes(n.cast_unsigned()),
        _ => format!("{n} bits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_use_of_a_reserve_names_what_it_takes() {
        let told = |padding, still| {
            let left = Left { count: 0, bits: 0 };
            why(&ReserveReason::Used { reserves: vec!["char pad[3]".to_owned()], room: 24, padding, still, left })
        };
        let start = "reserved slot used as intended: it lies in the 3 bytes of `char pad[3]`";
        assert_eq!(told(0, true), format!("{start}, and nothing moved; no reserve is left"));
        assert_eq!(
            told(8, true),
            format!("{start} and 1 byte of padding beside, and nothing moved; no reserve is left")
        );
        assert_eq!(told(0, false), format!("{start}; no reserve is left"));
    }
}
