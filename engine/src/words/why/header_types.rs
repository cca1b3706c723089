//! Sentences: types that only public headers describe, and names that are gone from them.

use std::borrow::Cow;

use crate::rules::reason::HeaderTypeReason;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &HeaderTypeReason) -> Cow<'static, str> {
    use HeaderTypeReason as R;
    Cow::Borrowed(match reason {
        R::EnumeratorCompiledIn { old, new, others } => {
            let behind = match others {
                0 => String::new(),
                1 => "; 1 other has another value as well".to_owned(),
                others => format!("; {others} others have other values as well"),
            };
            return Cow::Owned(format!(
                "existing consumers have {old} compiled in, and the headers of NEW say {new}: which functions take it, no debug \
                 information says{behind}"
            ));
        }
        R::EnumHeldOtherwise => {
            "existing consumers hold and pass its values as the type of OLD: whether the library meets them, no debug information \
             says"
        }
        R::AliasCompiledIn => {
            "existing consumers were compiled with the type that it stood for in OLD: whether they pass or hold it where NEW has \
             its own, no debug information says"
        }
        R::OpaqueOfAnotherName => {
            "it stands for a type of another name, of which headers show nothing else: existing consumers hold pointers to it, \
             and source that uses the old name does not compile"
        }
        R::MembersCompiledIn => {
            "existing consumers were compiled with the layout of OLD: whether they share objects of it with what was compiled with \
             NEW's headers, no debug information says"
        }
        R::MembersInstantiated => {
            "existing consumers hold instances with the layout of OLD: whether they share objects of them with what was compiled \
             with NEW's headers, no debug information says"
        }
        R::VirtualsCompiledIn => {
            "existing consumers were compiled with the virtual functions of OLD, and find them by their places in the table: whether \
             they share objects of it with what was compiled with NEW's headers, no debug information says"
        }
        R::OverloadGone => {
            "source that calls it takes another function of the name, or no longer compiles; what was compiled before has it \
             compiled in"
        }
        R::SpecializationGone => {
            "source that is compiled anew takes the template for these arguments, existing consumers the specialization: whether \
             the two get along, no binary says"
        }
        R::SpecializationCame => {
            "existing consumers hold what the template makes of these arguments, source that is compiled anew takes the \
             specialization: whether the two get along, no binary says"
        }
        R::NameGone => "source that names it no longer compiles; what was compiled before holds what it uses of it",
        R::NameInternal => {
            "its name, or that of a scope around it, says that it is not for consumers, and no declaration for them names it"
        }
    })
}
