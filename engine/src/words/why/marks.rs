//! Sentences on marks of libraries.

use crate::rules::reason::LoaderMark;

/// The sentence.
pub(super) fn why(mark: LoaderMark, came: bool) -> &'static str {
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
        (LoaderMark::Interposes, true) => {
            "where it is loaded with the program, its definitions now come before those of all other libraries; whether \
             another one defines the same name, this file does not say"
        }
        (LoaderMark::Interposes, false) => {
            "where it is loaded with the program, its definitions no longer come before those of other libraries; whether \
             another one defines the same name, this file does not say"
        }
        (LoaderMark::PackedRelocations, true) => {
            "glibc before 2.36 and other loaders that do not know DT_RELR refuse it, or leave its addresses as they are in \
             the file; whether a consumer runs there, this file does not say"
        }
        (LoaderMark::PackedRelocations, false) => "every loader knows the relocations that it has now",
        (LoaderMark::SysvHash, true) => "loaders take either table",
        (LoaderMark::SysvHash, false) => {
            "glibc, musl and bionic find its symbols through DT_GNU_HASH; what reads DT_HASH by itself, as some tools do, finds \
             none"
        }
        (LoaderMark::GnuHash, true) => "loaders that know it find symbols faster",
        (LoaderMark::GnuHash, false) => "loaders find its symbols through DT_HASH",
        (LoaderMark::ReadOnlyAfterRelocation, true) => "the loader closes what only relocations write to",
        (LoaderMark::ReadOnlyAfterRelocation, false) => {
            "what only relocations write to stays writable, which no consumer notices"
        }
        (LoaderMark::StackProtector, true) => "its functions check their frames, which no consumer notices",
        (LoaderMark::StackProtector, false) => "no function of it checks its frame any more, which no consumer notices",
        (LoaderMark::Fortified, true) => "it calls functions that check sizes, which no consumer notices",
        (LoaderMark::Fortified, false) => "it calls no functions that check sizes any more, which no consumer notices",
        (LoaderMark::BranchTargets, true) => "it runs with and without branch target identification",
        (LoaderMark::BranchTargets, false) => {
            "the processor no longer checks where branches within it lead, which no consumer notices"
        }
        (LoaderMark::SignedReturns, true) => "it signs and checks its own return addresses",
        (LoaderMark::SignedReturns, false) => {
            "it no longer signs all of its own return addresses, which no consumer notices"
        }
        (LoaderMark::GuardedStack, true) => "it runs with and without a guarded control stack",
        (LoaderMark::GuardedStack, false) => {
            "a process that runs with a guarded control stack may refuse to load it; whether a consumer does, this file \
             does not say"
        }
        (LoaderMark::Unwinds, true) => "exceptions and backtraces may pass through its functions",
        (LoaderMark::Unwinds, false) => {
            "an exception that a callback throws, and the cancellation of a thread, cannot pass through its functions any \
             more; whether one ever does, this file does not say"
        }
    }
}
