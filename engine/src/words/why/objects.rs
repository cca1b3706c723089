//! Sentences on objects as such.

use super::marks;
use crate::rules::reason::{Concerned, ObjectReason, STATIC_TLS_ROOM};
use crate::rules::said::Said;

/// A library is gone; of its exports so many of all are in another one.
fn gone(soname: &str, now_in: Option<&(String, usize, usize)>) -> String {
    let now = match now_in {
        None => String::new(),
        Some((library, 1, 1)) => format!("; its export is in {library} now"),
        Some((library, n, all)) if n == all => format!("; its {all} exports are in {library} now"),
        Some((library, 1, all)) => format!("; 1 of its {all} exports is in {library} now"),
        Some((library, n, all)) => format!("; {n} of its {all} exports are in {library} now"),
    };
    format!("programs that were linked with it ask the loader for {soname}, and do not start without it{now}")
}

/// The sentence.
pub(super) fn why(reason: &ObjectReason) -> String {
    let text = match reason {
        ObjectReason::AskedForByName { soname, now_in } => return gone(soname, now_in.as_ref()),
        ObjectReason::OpenedByName => {
            "other objects export what it exported; whether somebody opens or starts it by its own name, no symbol says"
        }
        ObjectReason::NobodyRefersToIt => "it exports nothing, so no other object can refer to it",
        ObjectReason::LoadedByName => "nothing is exported by it; whether somebody loads it by name, no symbol says",
        ObjectReason::FoundInEither => "loaders look for libraries in both folders",
        ObjectReason::FoundByNameNow => "loaders look for libraries there by themselves",
        ObjectReason::NotLookedForThere { name, folder } => {
            return format!(
                "loaders do not look into /{folder} by themselves: programs that ask for {name} find it by a link, a search path \
                 or the loader's configuration alone; whether there is one, no object says"
            );
        }
        ObjectReason::OldPathAskedFor { folder } => {
            return format!(
                "loaders do not look into /{folder} by themselves: whoever opens it, or names the folder, does not find it \
                 there any more; whether a program does, no object of the library says"
            );
        }
        ObjectReason::NamedFromNowOn => "existing programs name the file, new ones will name the SONAME",
        ObjectReason::OldNameAskedFor => "programs ask the loader for the old name",
        ObjectReason::LoaderBringsWhatItNeeds => "the loader brings what it needs; consumers do not name it",
        ObjectReason::NobodyNeedsTheNode => {
            "no symbol bears the node, so no program can have recorded that it needs it"
        }
        ObjectReason::NoVersionsLeft => {
            "whether a program that needs the node still starts is up to the loader: where a library defines no version at \
             all, glibc warns that there is no version information, and goes on"
        }
        ObjectReason::NodeRefused => "the loader refuses programs that need the version node",
        ObjectReason::NodeIsNew => "no existing program needs it",
        ObjectReason::NodeAskedFor { library, node } => {
            return format!(
                "the loader refuses it where {library} lacks {node}, which OLD did not ask for; which systems it is to run \
                 on, this file does not say"
            );
        }
        ObjectReason::NodeComesWithIt { library, node } => {
            return format!("{library}, which NEW holds as well, defines {node}");
        }
        ObjectReason::Marked { mark, came } => marks::why(*mark, *came),
        ObjectReason::ProcessorsBelow { level } => {
            return format!(
                "the loader refuses it on a processor below {}; which ones it is to run on, this file does not say",
                Said::IsaLevel(*level).text()
            );
        }
        ObjectReason::RunsWhereItRan => "it runs on every processor that it ran on",
        ObjectReason::TakesNoStaticTls => "it no longer takes room in the static TLS block",
        ObjectReason::TlsOfOthersFixed => {
            "its code expects thread-local data of other libraries at a fixed distance: dlopen fails where those are not \
             loaded with the program; whether a consumer loads it by dlopen, this file does not say"
        }
        ObjectReason::StaticTlsTaken { bytes } => {
            return format!(
                "dlopen finds place for its {bytes} bytes only in what the loader keeps for such libraries \
                 ({STATIC_TLS_ROOM} bytes for all of them by default in glibc 2.32 and later), and fails where that is too \
                 little; whether a consumer loads it by dlopen, this file does not say"
            );
        }
        ObjectReason::ToldOfTheType { choice } => {
            return format!("it decides {}; what that does to a type is told of the type", choice.what);
        }
        ObjectReason::OtherFormatOf { choice, format, exports } => {
            let holds = if exports.count == 1 { "holds" } else { "hold" };
            return format!(
                "it decides {}, and {} or {holds} a {format}: the same bytes mean another number",
                choice.what,
                pass(exports)
            );
        }
        ObjectReason::NothingDestroyed { exports } => {
            let rest = exports.count - 1;
            let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
            return format!(
                "an exception that passes `{}`{more} leaves undestroyed what the code there holds, and is not caught: whether one \
                 passes, the binary does not say",
                exports.first
            );
        }
        ObjectReason::MovedFor { choice, exports } => {
            return format!(
                "it decides {}, and {} what that moves: existing callers and NEW look for it in different places",
                choice.what,
                pass(exports)
            );
        }
    };
    text.to_owned()
}

/// `f passes`, `3 exports, f for one, pass`
fn pass(exports: &Concerned) -> String {
    match exports.count {
        1 => format!("{} passes", exports.first),
        n => format!("{n} exports, {} for one, pass", exports.first),
    }
}
