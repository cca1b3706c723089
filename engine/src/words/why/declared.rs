//! Sentences: what classes of C++ declare.

use crate::graph::Access;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::Said;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &DeclaredReason) -> String {
    use DeclaredReason as R;
    let text = match reason {
        R::ThisTakenForArgument => {
            "the symbol is the same, and existing callers pass the object first: NEW takes its address for the first argument"
        }
        R::NoThisPassed => {
            "the symbol is the same, and existing callers pass no object: NEW takes the first argument, or whatever lies in \
             its place, for one"
        }
        R::StaticInConsumers => {
            "it is not exported: existing consumers hold their own copy, and source that takes its address has to be \
             written otherwise"
        }
        R::Narrowed { now } => {
            return format!("it is {} now: source that names it from elsewhere no longer compiles", access(*now));
        }
        R::Widened => "whoever could name it still can",
        R::BaseNarrowed { now } => {
            return format!("it is {} now: source that converts to it from elsewhere no longer compiles", access(*now));
        }
        R::PointerOrReference => {
            "both are the address of a value in the same place; what reads or sets it is written otherwise"
        }
        R::DeletedWithSymbol => "its symbol is gone with it: consumers that call it no longer link or load",
        R::Deleted => "calls of it no longer compile; what was compiled before holds what it called",
        R::NothingFollows => "values travel, are copied and destroyed as before",
        R::ExplicitNow => "source that relies on the conversion no longer compiles",
        R::ImplicitNow => "whoever says the conversion still can",
        R::AddressAmbiguous => {
            "there was one function of this name: source that takes its address no longer says which one is meant, and some \
             calls have two ways now"
        }
        R::HidesBase { base, name } => {
            return format!(
                "it hides `{name}` of `{base}`: what is rebuilt calls it in place of that, or does not compile; what was \
                 compiled before goes on to call the function of the base"
            );
        }
        R::QualifiersInConsumers => {
            "it is not exported: existing consumers hold their own copy, and source that calls it on other objects, or takes \
             its address, may not compile"
        }
        R::GoneFromSource => {
            "it was not exported: what was compiled before holds its own copy, and source that names it no longer compiles"
        }
        R::GoneUnlessDeleted => {
            "it was not exported: what was compiled before holds its own copy, and source that names it no longer compiles, \
             unless it was deleted already, which the debug information of OLD does not tell"
        }
        R::GoneFromHeaders => {
            "the public headers of NEW do not name it: what was compiled before holds its own copy, and source that calls it no \
             longer compiles"
        }
        R::TwoAllocators => {
            "an object that one side allocates and the other frees goes through two allocators: whether there is one, the \
             binary does not say"
        }
        R::OnlyNewAllocates => "consumers cannot make objects of it: NEW allocates and frees them alike",
        R::ValueCompiledIn { old, new } => {
            return format!(
                "existing consumers were compiled with {old}, NEW means {new}: whether both must agree, the binary does not \
                 say"
            );
        }
        R::NobodyPassesIt => "no function of both sides takes or gives it by value",
        R::NoLongerCopyable => {
            "calls stay as they are; source that asks for it no longer compiles, and copies of bytes pass by what NEW does"
        }
        R::CopyableNow => "whoever copies it as an object still can",
        R::ArraysBeginElsewhere => {
            "an array that one side makes and the other deletes begins elsewhere: whether there is one, the binary does not \
             say"
        }
        R::OnlyNewMakesArrays => "consumers cannot make objects of it: NEW makes and deletes arrays alike",
        R::AddressStays => {
            "both are the address of a value; what binds to one kind of reference may not compile with the other"
        }
        R::KeyAlone => "neither the name of a symbol nor the layout depends on it in the Itanium C++ ABI",
    };
    text.to_owned()
}

fn access(access: Access) -> String {
    Said::Access(access).text()
}
