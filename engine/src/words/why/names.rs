//! Sentences: types by their names.

use crate::rules::reason::NameReason;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &NameReason) -> String {
    use NameReason as R;
    let text = match reason {
        R::OnlyNameKnown => "only the name was known to consumers, who could use it by pointer alone",
        R::DefinitionGone => "the definition is gone from NEW's debug information, so its layout there is not known",
        R::OtherKindOfType { old, new } => {
            return format!("consumers use it as a {old}, it is a {new} now");
        }
        R::DefinitionsConflict => {
            "some units of NEW have kept OLD's definition and others have another one: what the ones make, the others read wrongly"
        }
        R::GotTag => "a type that had no tag got one",
        R::OtherTag => "the bytes are compared member by member; source that names it no longer compiles",
        R::OtherVersion(1) => {
            "one type of it is compared with that of the same name in the other: source that names the namespace itself \
             no longer compiles"
        }
        R::OtherVersion(n) => {
            return format!(
                "{n} types of it are compared with those of the same names in the other: source that names the \
                 namespace itself no longer compiles"
            );
        }
        R::OtherModules => "only the modules of Rust that it stands in differ, which no other language sees",
        R::OtherEncoding => "the same bits mean another value",
        R::SpeltOtherwise => "it is the same type under another name",
        R::OtherTypedef => "another typedef stands there; where what it stands for differs, that is told by itself",
        R::TypedefGone { names, differ, is_read } => {
            // Compilers describe only those that something uses.
            let unless = if *is_read { "" } else { ", unless a header still has it" };
            return format!("{}; source that names it no longer compiles{unless}", in_its_place(names, *differ));
        }
        R::NoTypedefLeft => "no typedef of that name is left",
        R::NoTypeLeft => "no type of that kind and name is left",
        R::NotNamedBefore => "nothing named it before",
    };
    text.to_owned()
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
