//! Sentences on the types of functions.

use crate::rules::reason::FunctionReason;

/// The sentence.
pub(super) fn why(reason: FunctionReason) -> &'static str {
    match reason {
        FunctionReason::ConventionsDiffer => "caller and callee disagree where arguments are",
        FunctionReason::CallersEndWithTheCall => {
            "units of NEW declare it without `noreturn`, and existing callers hold no code behind the call: whether it \
             ever returns, the binary does not say"
        }
        FunctionReason::CallersAreReady => "existing callers are ready for a return that never comes",
        FunctionReason::OldTypeEndsWithTheCall => {
            "who called it by its old type holds no code behind the call; whether one returns, the type does not say"
        }
        FunctionReason::NewTypeEndsWithTheCall => {
            "who calls it by its new type holds no code behind the call; whether an old one returns, the type does not say"
        }
        FunctionReason::StillPassedOrExpected => {
            "whoever implements or calls it by its old type still passes or expects it"
        }
        FunctionReason::IgnoredAndOthersMoved => {
            "arguments behind it moved, and what existing callers ask for with it is ignored; whether they rely on it, \
             the binary does not say"
        }
        FunctionReason::PassedAmongVariable => {
            "nothing moves, and existing callers still pass it, where NEW takes variable arguments: whether NEW reads it \
             there with `va_arg`, the binary does not say"
        }
        FunctionReason::Ignored => {
            "nothing moves, but what existing callers ask for with it is ignored; whether they rely on it, the binary does \
             not say"
        }
        FunctionReason::OthersArrive => "the arguments behind it arrive as other parameters",
        FunctionReason::NotPassedToNewType => {
            "whoever implements it by its old type ignores it; whoever calls it by its old type does not pass it, and \
             whatever lies in its place is read"
        }
        FunctionReason::OthersTakenForIt => {
            "whoever implements or calls it by its old type does not know it, and takes others for what stands there"
        }
        FunctionReason::NotPassedAndOthersArrive => {
            "existing callers do not pass it, and what they pass arrives as other parameters"
        }
        FunctionReason::NotPassed => {
            "existing callers do not pass it: it holds whatever lies in its register or place on the stack"
        }
        FunctionReason::PerhapsAmongVariable => {
            "it is looked for where existing callers pass the first variable arguments; whether they pass it, the binary \
             does not say"
        }
        FunctionReason::PassedAsDouble => {
            "among variable arguments, where existing callers may pass it, it travels as a double, and NEW reads a float"
        }
        FunctionReason::OnlyNamesMoved => "the types stayed in place and only the names say that the meaning moved",
        FunctionReason::EachTravelsAsBefore => {
            "each argument travels in the registers that it did, which are counted by kind; calls have to be written \
             otherwise"
        }
        FunctionReason::EachArrivesAsAnother => "each argument arrives as another parameter",
        FunctionReason::NamesAreNoInterface => "names of parameters are not part of the interface of C",
    }
}
