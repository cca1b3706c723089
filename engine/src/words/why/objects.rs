//! Sentences on objects as such.

use crate::rules::reason::{Concerned, LoaderMark, ObjectReason, STATIC_TLS_ROOM};
use crate::rules::said::Said;

/// The sentence.
pub(super) fn why(reason: &ObjectReason) -> String {
    let text = match reason {
        ObjectReason::AskedForByName { soname } => {
            return format!(
                "programs that were linked with it ask the loader for {soname}, and do not start without it"
            );
        }
        ObjectReason::NobodyRefersToIt => "it exports nothing, so no other object can refer to it",
        ObjectReason::LoadedByName => "nothing is exported by it; whether somebody loads it by name, no symbol says",
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
        ObjectReason::Marked { mark, came } => marked(*mark, *came),
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

fn marked(mark: LoaderMark, came: bool) -> &'static str {
    match (mark, came) {
        (LoaderMark::NoDlopen, true) => {
            "the loader refuses it to dlopen (DF_1_NOOPEN); whether a consumer loads it that way, this file does not say"
        }
        (LoaderMark::NoDlopen, false) => "whoever could load it still can",
        (LoaderMark::ExecutableStack, true) => {
            "glibc 2.41 and later refuse to dlopen a library that asks for an executable stack, and hardened systems \
             refuse to start with it; whether a consumer runs there, this file does not say"
        }
        (LoaderMark::ExecutableStack, false) => "it no longer asks for an executable stack",
        (LoaderMark::TextRelocations, true) => {
            "the loader must write to its code, which hardened systems (SELinux, PaX, musl for some machines) refuse; \
             whether a consumer runs there, this file does not say"
        }
        (LoaderMark::TextRelocations, false) => "the loader no longer writes to its code",
        (LoaderMark::NoDelete, true) => {
            "dlclose no longer unloads it, so its state outlives a reload; whether a consumer reloads it, this file does \
             not say"
        }
        (LoaderMark::NoDelete, false) => {
            "dlclose may unload it now, while threads, exit handlers or callbacks still run its code; whether a consumer \
             closes it, this file does not say"
        }
        (LoaderMark::Symbolic, true) => {
            "its own references no longer see a consumer's definition of an exported function, nor the copy of an \
             exported variable that a program holds; whether a consumer has one, this file does not say"
        }
        (LoaderMark::Symbolic, false) => {
            "its own references now see a consumer's definition of the same name; whether a consumer has one, this file \
             does not say"
        }
        (LoaderMark::ShadowStack, true) => "it runs with and without a shadow stack",
        (LoaderMark::ShadowStack, false) => {
            "a process that runs with a shadow stack may refuse to load it; whether a consumer does, this file does not say"
        }
        (LoaderMark::BranchTracking, true) => "it runs with and without indirect branch tracking",
        (LoaderMark::BranchTracking, false) => {
            "a process that runs with indirect branch tracking may refuse to load it; whether a consumer does, this file \
             does not say"
        }
    }
}
