//! Sentences on exports of both sides.

use crate::rules::reason::{ExportReason, TypeUnknown};

/// The sentence.
pub(super) fn why(reason: &ExportReason) -> String {
    let text = match reason {
        ExportReason::LoaderPicksTheCode => "it is called the same way; the loader picks the code",
        ExportReason::CodeAgainstData => "consumers call what is data, or read what is code, or miss the thread's copy",
        ExportReason::ModulesSeeNoBinding => "modules bind to it through __ksymtab, which keeps no binding",
        ExportReason::FirstDefinitionCounts => {
            "the loader takes the first definition that it finds, weak or global (unless LD_DYNAMIC_WEAK says otherwise)"
        }
        ExportReason::AnotherDefinitionMayCount => {
            "whether another definition of the name is around, which now wins or loses, the binary does not say"
        }
        ExportReason::StillBinds => "whatever bound to it before still does",
        ExportReason::NotHandedOn => {
            "it can still be linked in, but no longer be handed on by a shared library; whether one does, the binary does \
             not say"
        }
        ExportReason::CopyOrAddress => {
            "whether a program holds a copy of the data or compares the function's address, the binary does not say"
        }
        ExportReason::CopyOfUntypedData => "programs may hold a copy of its old size; no type says what it is",
        ExportReason::TableResized { grew: true } => {
            "tables of classes that consumers derive, and a program's copy of this one, end where NEW looks for functions, or \
             have others there; by what it grew, nothing says"
        }
        ExportReason::TableResized { grew: false } => {
            "existing consumers call through places that are gone; by what it shrank, nothing says"
        }
        ExportReason::TableOfTablesResized => {
            "constructors of classes that consumers derive pass its parts by number, and another part stands there now"
        }
        ExportReason::OtherBases => {
            "existing consumers know the class with other bases: its members, `dynamic_cast` and handlers of exceptions go by \
             them; which bases changed, nothing says"
        }
        ExportReason::OwnTableResized => "only the library's own tables for construction refer to it",
        ExportReason::ThreadsBlockGrew => {
            "each thread's copy of it is the library's, and consumers reach the bytes that they know"
        }
        ExportReason::ThreadsBlockShrank => {
            "consumers may reach bytes behind it, which are another variable's now; no type says what it is"
        }
        ExportReason::TypeUnknown(TypeUnknown::Unread) => {
            "whether its type is still the same: what one side says of it leads to what could not be read"
        }
        ExportReason::TypeUnknown(TypeUnknown::Assembler) => {
            "whether its type is still the same: one side is assembler, which states none"
        }
        ExportReason::TypeUnknown(TypeUnknown::Undescribed) => {
            "whether its type is still the same: one side has no debug information for it"
        }
        ExportReason::AlignmentReliedOn => {
            "whether code relies on the old alignment (vector loads), or keeps a copy with it, the binary does not say"
        }
        ExportReason::FurtherElements => {
            "modules read it where it lies, and the elements that they know stayed where they were"
        }
        ExportReason::FoundWithoutVersion => {
            "references without a version bind to it: to the first version that there is, else to the default"
        }
        ExportReason::NewLinksFindNoDefault => "existing references bind to it; new links find no default version",
        ExportReason::OtherVersionsAreDefined => {
            "the library still defines other versions: glibc then lets a reference with a version bind to a symbol without \
             one; whether the consumer's loader does, this file does not say"
        }
        ExportReason::OfAnotherFile { from } => {
            return format!(
                "references ask {from} for the version, and of any other library glibc takes a symbol without one; whether the \
                 consumer's loader does, this file does not say"
            );
        }
        ExportReason::LoaderAborts => {
            "the library has no version information left at all: glibc warns when the program starts, and aborts it when \
             the symbol is looked up (check_match: Assertion)"
        }
        ExportReason::LoaderWarns => {
            "the library defines no version any more: glibc warns, and binds as long as the library itself takes symbols \
             with versions from others; whether the consumer's loader does, this file does not say"
        }
        ExportReason::OnlyNewLinksElsewhere => "existing consumers name the version; only new links bind elsewhere",
        ExportReason::NoDefaultVersion => {
            "existing consumers name the version; new links find no default version of it"
        }
        ExportReason::OtherLicencesRefused => "the kernel refuses modules with another licence that use it",
        ExportReason::EveryModuleMayUseIt => "every module may use it now",
        ExportReason::NoImportNeeded => "no import of a namespace is needed any more",
        ExportReason::DepmodFindsIt => "depmod finds the new provider; consumers link by name",
        ExportReason::ImportNeeded { namespace } => {
            return format!("the kernel refuses modules that do not import the namespace {namespace}");
        }
    };
    text.to_owned()
}
