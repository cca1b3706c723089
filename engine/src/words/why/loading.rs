//! Sentences on how a library is loaded.

use crate::rules::reason::{Concerned, LoadingReason};
use crate::rules::said;

/// The sentence.
pub(super) fn why(reason: &LoadingReason) -> String {
    let text = match reason {
        LoadingReason::ArmBelow { architecture } => {
            return format!(
                "its code was compiled for {}, and a processor below that may lack instructions of it; which ones it is to \
                 run on, this file does not say",
                said::arm_architecture(*architecture)
            );
        }
        LoadingReason::MustBeThereAtLoad { count, first } => return at_load(*count, first),
        LoadingReason::FoundAtLoad => {
            "all names are looked up when it is loaded, and the libraries that it needs may define each of them"
        }
        LoadingReason::BoundAtFirstCall => "functions are looked up when they are first called",
        LoadingReason::FoundElsewhere => {
            "the loader may find another copy of a library that it needs, or none; what lies in these folders, this file \
             does not say"
        }
        LoadingReason::PathOfAnotherKind { inherited: true } => {
            "the loader now looks in these folders before LD_LIBRARY_PATH, and also for what its libraries need: another \
             copy may be found; whether there is one, this file does not say"
        }
        LoadingReason::PathOfAnotherKind { inherited: false } => {
            "the loader now looks in these folders after LD_LIBRARY_PATH, and no longer for what its libraries need in \
             turn: another copy may be found, or none; whether there is one, this file does not say"
        }
        LoadingReason::NeedsNothing => "it needs no library that could be looked for there",
        LoadingReason::EitherMayCome { first, second } => {
            return format!(
                "a name that both define is now taken from {first}, before from {second}; whether there is one, this file \
                 does not say"
            );
        }
        LoadingReason::BothExport { first, second, symbol } => {
            return format!(
                "both export {symbol}, which is now taken from {first}, before from {second}; whether that matters to \
                 whoever asks for it, this file does not say"
            );
        }
        LoadingReason::DefinedAlike { first, second } => {
            return format!("what both {first} and {second} define, they define alike");
        }
        LoadingReason::NothingInCommon { first, second } => {
            return format!(
                "{first} and {second} define no name in common, so that it decides nothing which comes first"
            );
        }
        LoadingReason::KernelsBelow { version } => {
            return format!(
                "loaders that look at it refuse it on a kernel before {version}; which ones it is to run on, this file does \
                 not say"
            );
        }
        LoadingReason::KernelsAsBefore => "it loads on every kernel that it loaded on",
        LoadingReason::ItsOwnCode => "what it runs there is its own code, of which no consumer knows",
        LoadingReason::InnerCallsByPlace { exports } => {
            return format!(
                "it calls {} by place now: where a consumer defines the same name (or LD_PRELOAD brings it), the library \
                 itself no longer sees that; whether one does, this file does not say",
                some(exports)
            );
        }
        LoadingReason::InnerCallsByName { exports } => {
            return format!(
                "it calls {} by name now: where a consumer defines the same name, the library itself calls that; whether \
                 one does, this file does not say",
                some(exports)
            );
        }
        LoadingReason::PointersSignedOtherwise => {
            "pointers to functions and virtual tables that cross between it and a consumer are signed on one side and \
             authenticated otherwise, or not at all, on the other: the first use of one fails"
        }
        LoadingReason::TablesReadOtherwise => {
            "a consumer takes a distance for an address, or an address for a distance, and jumps to where no function is"
        }
        LoadingReason::ForAnotherPlatform => "the loader of a consumer that was built for OLD does not load NEW",
    };
    text.to_owned()
}

/// `f`, `3 of its exports (f for one)`
fn some(exports: &Concerned) -> String {
    match exports.count {
        1 => exports.first.clone(),
        n => format!("{n} of its exports ({} for one)", exports.first),
    }
}

fn at_load(count: usize, first: &str) -> String {
    let what = match count {
        1 => first.to_owned(),
        n => format!("{n} names ({first} for one)"),
    };
    format!(
        "all names are looked up when it is loaded, so {what}, which no library that it needs is known to define, must be \
         there then; before, a function was needed at its first call"
    )
}
