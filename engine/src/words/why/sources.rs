//! Sentences: what only the sources of public headers show.

use std::borrow::Cow;

use crate::rules::reason::SourceReason;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &SourceReason) -> Cow<'static, str> {
    use SourceReason as R;
    Cow::Borrowed(match reason {
        R::MacroNamedByPublic { public } => {
            return Cow::Owned(format!(
                "the macro {public} names it: existing consumers of that were compiled with what it stood for in OLD"
            ));
        }
        R::MacroCompiledIn => {
            "existing consumers were compiled with what it stood for in OLD: whether both must agree, no binary says"
        }
        R::MacroNamesRelease => "its name says that it tells the release: existing consumers hold that of OLD",
        R::MacroReserved => {
            "its name begins with an underscore, as names do that consumers are not to write; inline functions that it changes \
             are told by themselves"
        }
        R::MacroGone => {
            "source that names it no longer compiles, or goes another way where it asks whether it is defined; what was \
             compiled before holds what it stood for"
        }
        R::DefaultCompiledIn => {
            "existing callers that leave the argument out pass what stood there in OLD: whether NEW means the same by it, no \
             binary says"
        }
        R::DefaultGone => {
            "source that leaves the argument out no longer compiles; what was compiled before goes on to pass what stood there"
        }
        R::DefaultCame => "existing callers pass the argument",
        R::BodyCompiledIn => {
            "existing consumers that call it have the body of OLD compiled in: whether it gets along with what NEW does, no \
             binary says"
        }
        R::BodyInstantiated => {
            "existing consumers hold instances with the body of OLD: whether they get along with what NEW does, no binary says"
        }
        R::NullSpeltOtherwise => "only null pointers are spelt otherwise (`NULL`, `nullptr`, `0`)",
        R::PromiseGone => {
            "existing callers were compiled with the promise that it does not throw: an exception that passes them skips what \
             they would clean up, or ends the process; whether it throws, headers do not say"
        }
        R::PromiseOtherwise => {
            "it promises not to throw under another condition: existing callers were compiled with the old one, and an \
             exception that passes them skips what they would clean up, or ends the process"
        }
        R::PromiseCame => "existing callers are ready for an exception that does not come",
        R::MemberInitialised => {
            "constructors that existing consumers have compiled themselves initialise it as OLD says: whether NEW relies on \
             its own way, no binary says"
        }
        R::ConstantInitialised => {
            "it is initialised by another expression, whose value was not worked out: existing consumers hold that of OLD"
        }
        R::VariableInitialised => {
            "existing consumers define it themselves, initialised as OLD says: whether NEW relies on its own way, no binary says"
        }
        R::ClassFinal => "source that derives from it no longer compiles",
        R::FunctionFinal => "source that overrides it no longer compiles",
        R::FinalNoMore => {
            "compilers call what is final directly: existing consumers do so still, where NEW may hand out a class that \
             overrides it"
        }
        R::TemplateTakesOthers => {
            "source that passes what it took, or uses what it returned, may not compile; what was compiled before holds the \
             instances that it uses"
        }
        R::TemplateGone => {
            "source that names it no longer compiles; what was compiled before holds the instances that it uses"
        }
    })
}
