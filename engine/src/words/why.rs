//! The one place that turns a reason into a sentence.

mod calls;
mod classes;
mod declarations;
mod declared;
mod enumerators;
mod exports;
mod functions;
mod header_types;
mod loading;
mod marks;
mod members;
mod names;
mod objects;
mod reach;
mod relocated;
mod reserve;
mod sources;
mod symbols;
mod uses;
mod values;

use crate::graph::mangled;
use crate::rules::reason::{Pointed, Reason};

/// The sentence with the fact that decided.
pub(crate) fn why(reason: &Reason) -> String {
    match reason {
        Reason::AtMost(_, reason) => why(reason),
        Reason::ResultOf(pointed, reason) => format!("{} changed its result: {}", function(*pointed), why(reason)),
        Reason::ParameterOf(pointed, reason) => format!("{} changed a parameter: {}", function(*pointed), why(reason)),
        Reason::Follows(subject, reason) => {
            let source = mangled::source(&subject.name).filter(|_| subject.kind.is_symbol());
            format!("{} follows it: {}", source.unwrap_or_else(|| subject.spelt()), why(reason))
        }
        Reason::AlsoAt(1, reason) => format!("{}; the same change stands at another place", why(reason)),
        Reason::AlsoAt(n, reason) => format!("{}; the same change stands at {n} other places", why(reason)),
        Reason::InInstances(1, reason) => {
            format!("{}; the same change stands in another instance of the template", why(reason))
        }
        Reason::InInstances(n, reason) => {
            format!("{}; the same change stands in {n} other instances of the template", why(reason))
        }
        Reason::Reserve(reason) => reserve::why(reason),
        Reason::Relocated(reason) => relocated::why(*reason),
        Reason::Symbol(reason) => symbols::why(reason),
        Reason::Export(reason) => exports::why(reason),
        Reason::Object(reason) => objects::why(reason),
        Reason::Loading(reason) => loading::why(reason),
        Reason::Function(reason) => functions::why(*reason).to_owned(),
        Reason::Class(reason) => classes::why(reason),
        Reason::Table(reason) => classes::of_table(reason),
        Reason::Declared(reason) => declared::why(reason),
        Reason::ToldByItself => "it follows from a change that is told by itself".to_owned(),
        Reason::Reach(reason) => reach::why(reason),
        Reason::Name(reason) => names::why(reason),
        Reason::Use(reason) => uses::why(reason),
        Reason::Value(reason) => values::why(reason),
        Reason::Call(reason) => calls::why(reason),
        Reason::Enum(reason) => enumerators::why(reason),
        Reason::Member(reason) => members::why(reason),
        Reason::Declaration(reason) => declarations::why(reason),
        Reason::Source(reason) => sources::why(reason).into_owned(),
        Reason::HeaderType(reason) => header_types::why(reason).into_owned(),
    }
}

fn function(pointed: Pointed) -> &'static str {
    match pointed {
        Pointed::Returned => "the function behind the returned pointer",
        Pointed::Held => "the function behind it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;
    use crate::rules::reason::{Call, CallReason};

    #[test]
    fn reasons_inside_of_reasons_keep_their_words() {
        let inner = Reason::from(CallReason::BytesComeFrom { call: Call::ByConsumers, defined: 4, read: 8 });
        let said = "4 bytes of it come from existing callers, and NEW reads 8: the rest is garbage";
        assert_eq!(why(&inner), said);
        let outer = Reason::AtMost(Severity::Risky, Box::new(Reason::ParameterOf(Pointed::Returned, Box::new(inner))));
        assert_eq!(outer.severity(), Severity::Risky);
        assert_eq!(why(&outer), format!("the function behind the returned pointer changed a parameter: {said}"));
    }
}
