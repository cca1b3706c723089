//! Sentences on what was not compared.

use std::collections::BTreeSet;

use crate::graph::mangled;
use crate::graph::mangled::familiar;
use crate::rules::doubt::{Definition, Difference, Doubtful, Excuse, Part, Side, Statement, Unknown};
use crate::rules::facts::Subject;

/// How many exports and types a sentence names.
const NAMES: usize = 32;
/// What has no name.
const NAMELESS: &str = "one without a name";

/// The sentence.
pub(crate) fn message(doubt: &Doubtful) -> String {
    match doubt {
        Doubtful::Imports { count: 1, first } => {
            format!(
                "{first}, which is asked of others, has no type on one side or both: what changes in it is not seen"
            )
        }
        Doubtful::Imports { count, first } => format!(
            "{count} symbols that are asked of others have no type on one side or both, {first} for one: what changes in \
             them is not seen"
        ),
        Doubtful::Exports { unknown, types, exports, excuse } => {
            let undeclared = match (excuse, exports.len()) {
                (Some(Excuse::Undeclared), 1) => "; no public header names it",
                (Some(Excuse::Undeclared), _) => "; no public header names them",
                (Some(Excuse::SameInput), _) => "; both sides are one build, so nothing of it changed",
                _ => "",
            };
            of_exports(*unknown, types, exports) + undeclared
        }
        Doubtful::NothingTyped => {
            "no export has a type on both sides (assembler states none): only symbols were compared".to_owned()
        }
        Doubtful::DefinitionsConflict { side: of, called, places, difference } => {
            conflict(*of, called, places, difference)
        }
        Doubtful::SeenAndDeclared { classes, by_header } => seen_and_declared(classes, *by_header),
        Doubtful::PerhapsOpaque { classes } => perhaps_opaque(classes),
        Doubtful::OthersChanged { changes, classes, first } => others_changed(*changes, *classes, first),
        Doubtful::OthersDeclared { side: of, classes } => others_declared(*of, classes),
        Doubtful::LeftOut { side: of, count, first } => left_out(*of, *count, first),
        Doubtful::ParametersUnlisted { side: of, functions } => format!(
            "{}'s debug information lists fewer parameters of {} than {}'s: those may be gone, or be there and unused, for clang \
             does not list what travels by the address of a copy and is not read by code that is not optimized",
            side(*of),
            listed(functions.iter().map(String::as_str)),
            side(other(*of))
        ),
        Doubtful::Unstated { silent, what, count, place } => {
            let place = match count {
                1 => spelt(place),
                n => format!("{n} places, {} for one", spelt(place)),
            };
            format!(
                "the form of {}'s debug information cannot state {}, which {}'s does ({place}): of those nothing was \
                 compared",
                side(*silent),
                statement(*what),
                side(other(*silent))
            )
        }
        Doubtful::NoreturnUnsaid { more, first } => {
            let more = if *more == 0 { String::new() } else { format!(", nor of {more} more functions") };
            format!(
                "the definition of {} no longer says that it does not return{more}, and no other unit declares it: a \
                 definition need not repeat what a header says, so that is no evidence that it returns",
                first.spelt()
            )
        }
        Doubtful::UnionsWithoutMembers { count, first } => format!(
            "{} without members ({}): GCC leaves out those of transparent unions, so what changes in them is not seen",
            counted(*count, "a union", "unions"),
            named(first.as_ref())
        ),
        Doubtful::ValuesCut { count, first } => format!(
            "BTF holds only the low 32 bits of the values of {} of 64 bits ({}), as pahole writes it before 1.24: the upper \
             bits were not compared",
            counted(*count, "an enum", "enums"),
            named(first.as_ref())
        ),
        Doubtful::WidthUnknown { name } => format!(
            "the width of `{name}` is not in the debug information, as with clang before 22: whether it changed is not seen"
        ),
    }
}

fn others_declared(of: Option<Side>, classes: &BTreeSet<String>) -> String {
    let (count, first) = (classes.len(), familiar(named(classes.first())));
    let debug_information = match of {
        Some(of) => format!("{}'s debug information", side(of)),
        None => "the debug information of both sides".to_owned(),
    };
    let what = match count {
        1 => format!("{first}, a class of another library"),
        n => format!("{n} classes of other libraries ({first} for one)"),
    };
    let changed = if count == 1 { "whether it is another now" } else { "whether they are others now" };
    format!("{debug_information} only declares {what}, used by value: {changed} is not seen")
}

fn left_out(of: Side, count: usize, first: &str) -> String {
    let what = match count {
        1 => format!("{}, which", familiar(first)),
        n => format!("{n} classes ({} for one) that", familiar(first)),
    };
    format!(
        "{}'s debug information only declares {what} {}'s defines, as compilers leave out what a unit does not need: what \
         changed in {} is not seen",
        side(of),
        side(other(of)),
        if count == 1 { "it" } else { "them" }
    )
}

fn conflict(of: Option<Side>, called: &str, places: &[Definition; 2], difference: &Difference) -> String {
    let place = |at: &Definition| {
        let file = if at.file.is_empty() { "an unknown file" } else { at.file.as_str() };
        let export = at.export.as_ref().map(|name| mangled::name(name).unwrap_or_else(|| name.clone()));
        let seen = export.map_or_else(String::new, |name| format!(" (as {name} sees it)"));
        format!("{file}:{}{seen}", at.line)
    };
    let whose = match of {
        Some(Side::Old) => "units of OLD, and not of NEW,",
        Some(Side::New) => "units of NEW, and not of OLD,",
        None => "units of both sides",
    };
    format!(
        "{whose} define {called} differently, where C++ allows one definition: {} and {}; {}",
        place(&places[0]),
        place(&places[1]),
        differs(difference)
    )
}

/// What differs first.
fn differs(difference: &Difference) -> String {
    let part = |part: &Part| match part {
        Part::Base => "base",
        Part::Member => "member",
        Part::Function => "virtual function",
        Part::Enumerator => "enumerator",
    };
    let name = |name: &str| if name.is_empty() { "without a name".to_owned() } else { name.to_owned() };
    match difference {
        Difference::Value { part: Part::Enumerator, name: of, first, second } => {
            format!("the enumerator {} is {first} in the first and {second} in the second", name(of))
        }
        Difference::Value { part: Part::Function, name: of, first, second } => {
            format!("the virtual function {} has the places {first} and {second} in the table", name(of))
        }
        Difference::Value { part: what, name: of, first, second } => {
            format!("the {} {} lies at bits {first} and {second}", part(what), name(of))
        }
        Difference::Bits { name: of, first, second } => {
            format!("the member {} has {first} and {second} bits", name(of))
        }
        Difference::Type { name: of, first, second } => {
            format!("the member {} is of type {first} in the first and {second} in the second", name(of))
        }
        Difference::Other { part: what, first: Some(first), second: Some(second) } => {
            format!("the first has the {} {} where the second has {}", part(what), name(first), name(second))
        }
        Difference::Other { part: what, first: Some(one), .. } => {
            format!("the {} {} stands in the first alone", part(what), name(one))
        }
        Difference::Other { part: what, second, .. } => {
            format!("the {} {} stands in the second alone", part(what), name(second.as_deref().unwrap_or_default()))
        }
        Difference::Bytes { first, second } => format!("they have {first} and {second} bytes"),
    }
}

/// Changes of what classes of other libraries declare.
fn others_changed(changes: usize, classes: usize, first: &str) -> String {
    format!(
        "{} of member functions or access in {} {} left out: other libraries declare {}, and which members sources find \
         depends on what those are compiled with",
        counted(changes, "a change", "changes"),
        match classes {
            1 => familiar(first),
            n => format!("{n} classes ({} for one)", familiar(first)),
        },
        if changes == 1 { "is" } else { "are" },
        if classes == 1 { "it" } else { "them" },
    )
}

fn of_exports(unknown: Unknown, types: &BTreeSet<Option<String>>, exports: &[String]) -> String {
    let (was, they) = if exports.len() == 1 { ("was", "it") } else { ("were", "they") };
    let exports = listed(exports.iter().map(String::as_str));
    let types: BTreeSet<&str> = types.iter().map(|name| named(name.as_ref())).collect();
    let (count, behind) = (types.len(), listed(types.into_iter()));
    match unknown {
        Unknown::Type => {
            format!("no debug information tells the type of {exports}, so {they} {was} compared by symbol alone")
        }
        Unknown::Part => {
            format!("the type of {exports} leads to one that could not be read, so {they} {was} not compared there")
        }
        Unknown::Bodies => format!(
            "debug information without the members of structs of headers (-femit-struct-debug-*, \
             CONFIG_DEBUG_INFO_REDUCED): {behind} {} declared only, so {exports} {was} not compared there",
            if count == 1 { "is" } else { "are" }
        ),
        Unknown::Definitions(lacking) => format!(
            "{}'s debug information only declares {behind}, which {exports} {need} whole: compilers leave out what a \
             unit does not construct (clang without -fstandalone-debug), so {they} {was} not compared there",
            side(lacking),
            need = if they == "it" { "needs" } else { "need" },
            behind = familiar(&behind)
        ),
        Unknown::Assembler(lacking) => format!(
            "{exports} {was} compared by symbol alone: assembler, of which {} holds no declaration in C as the other side \
             does",
            side(lacking)
        ),
        Unknown::Members => format!(
            "{} without members ({behind}): GCC leaves out those of transparent unions, so {exports} {was} not compared \
             there",
            counted(count, "a union", "unions")
        ),
    }
}

/// Classes that may be opaque.
fn perhaps_opaque(classes: &BTreeSet<String>) -> String {
    let (count, first) = (classes.len(), familiar(named(classes.first())));
    let (what, they) = match count {
        1 => (format!("{first}, a class"), "it is opaque to consumers"),
        n => (format!("{n} classes ({first} for one)"), "they are opaque to consumers"),
    };
    format!(
        "the debug information of both sides only declares {what} that exports reach by pointer: whether {they}, or the \
         compiler left the definition out, only headers tell (--public-headers)"
    )
}

/// Classes of which consumers see more than debug information tells.
fn seen_and_declared(classes: &BTreeSet<String>, by_header: bool) -> String {
    let (count, first) = (classes.len(), familiar(named(classes.first())));
    let what = if count == 1 { first } else { format!("{count} classes ({first} for one)") };
    let it = if count == 1 { "it" } else { "them" };
    let seen = if by_header {
        format!("no public headers of both sides were named that define {it} alike")
    } else {
        format!("consumers see more of {it}, for the library defines functions of {it}")
    };
    format!(
        "debug information only declares {what}, which exports reach by pointer; {seen}: virtual tables and members were not \
         compared (clang describes all with -fstandalone-debug)"
    )
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Old => "OLD",
        Side::New => "NEW",
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Old => Side::New,
        Side::New => Side::Old,
    }
}

fn statement(what: Statement) -> &'static str {
    match what {
        Statement::Atomic => "`_Atomic`",
        Statement::Restrict => "`restrict`",
        Statement::FunctionAttributes => "attributes of functions that are pointed to (`noreturn`)",
        Statement::Noreturn => "`noreturn`",
        Statement::CallingConvention => "calling conventions",
        Statement::RequestedAlignment => "requested alignments",
        Statement::Encoding => "the encoding of numbers (the sign of `char`)",
        Statement::EnumType => "the signs and types of enums",
        Statement::BitFieldWidth => "the widths of bit-fields",
        Statement::Vector => "vectors, apart from arrays",
        Statement::ConstVoid => "`const` of `void`",
        Statement::SpecialMember => "members whose type has `_Atomic` or an attribute of functions (`noreturn`)",
        Statement::NoElement => "`[0]`, apart from `[]`",
        Statement::WholeBitField => "that a member is a bit-field as wide as its type",
    }
}

fn named(name: Option<&String>) -> &str {
    name.map_or(NAMELESS, String::as_str)
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{count} {several}") }
}

/// A subject with its member.
fn spelt(subject: &Subject) -> String {
    match &subject.member {
        Some(member) => format!("{}::{member}", subject.spelt()),
        None => subject.spelt(),
    }
}

fn listed<'s>(names: impl ExactSizeIterator<Item = &'s str>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let mut out = names.take(NAMES).collect::<Vec<_>>().join(", ");
    if more > 0 {
        out.push_str(&format!(" and {more} more"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_counted_and_cut() {
        let exports: Vec<String> = (0..34).map(|n| format!("f{n}")).collect();
        let types = [None, Some("union u".to_owned()), Some("struct s".to_owned())].into_iter().collect();
        let told = of_exports(Unknown::Members, &types, &exports);
        let start = "3 unions without members (one without a name, struct s, union u): GCC leaves out those of transparent \
                     unions, so f0, f1, ";
        assert!(told.starts_with(start), "{told}");
        assert!(told.ends_with("f31 and 2 more were not compared there"), "{told}");
    }

    #[test]
    fn the_other_side_states_it() {
        let place = Subject { name: "s".to_owned(), member: Some("m".to_owned()), ..Subject::default() };
        let doubt = Doubtful::Unstated { silent: Side::New, what: Statement::Atomic, count: 2, place };
        let told = message(&doubt);
        let start =
            "the form of NEW's debug information cannot state `_Atomic`, which OLD's does (2 places, s::m for one)";
        assert!(told.starts_with(start), "{told}");
    }
}
