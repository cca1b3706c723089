//! Why a change of an object as such is as bad as it is: what it is called, what it asks of a loader, what it was
//! compiled with.

use super::marks::LoaderMark;
use crate::rules::Severity;
use crate::rules::modes::Choice;

/// Room that glibc 2.32 and later keep for static TLS of what is loaded by dlopen, in bytes
/// (`glibc.rtld.optional_static_tls`).
pub const STATIC_TLS_ROOM: u64 = 512;

/// Exports that an option is about: how many, and one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// How many.
    pub count: usize,
    /// One.
    pub first: String,
}

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectReason {
    // The object.
    /// Programs ask the loader for it by this name, and it is gone. Of its exports that many of all are in another library now.
    AskedForByName { soname: String, now_in: Option<(String, usize, usize)> },
    /// It is gone, and exported nothing that others refer to.
    NobodyRefersToIt,
    /// It is gone, and exported nothing; somebody may load it by name.
    LoadedByName,
    /// It is gone, and other objects export what it exported; somebody may open or start it by name.
    OpenedByName,
    /// It moved from one folder to another in which loaders look, too.
    FoundInEither,
    /// It moved to a folder in which loaders look.
    FoundByNameNow,
    /// It moved to a folder in which loaders do not look by themselves.
    NotLookedForThere { name: String, folder: String },
    /// It moved from a folder in which loaders do not look, or is opened by its path.
    OldPathAskedFor { folder: String },
    /// It has a SONAME now.
    NamedFromNowOn,
    /// It has another SONAME, or none.
    OldNameAskedFor,
    /// It needs other libraries.
    LoaderBringsWhatItNeeds,

    // Version nodes.
    /// A node is gone that no symbol bore.
    NobodyNeedsTheNode,
    /// It defines no version any more.
    NoVersionsLeft,
    /// A node is gone.
    NodeRefused,
    /// A node came.
    NodeIsNew,
    /// It asks for this node of a library.
    NodeAskedFor { library: String, node: String },
    /// It asks for this node of a library that NEW holds, too, and that defines it.
    NodeComesWithIt { library: String, node: String },

    // What a loader acts on.
    /// It has this mark now, or has it no longer.
    Marked { mark: LoaderMark, came: bool },
    /// It asks for a processor of this level.
    ProcessorsBelow { level: u32 },
    /// It asks for less than before.
    RunsWhereItRan,
    /// Its thread-local data is no longer at a fixed distance.
    TakesNoStaticTls,
    /// It expects thread-local data of others at a fixed distance.
    TlsOfOthersFixed,
    /// So many bytes of its thread-local data are at a fixed distance.
    StaticTlsTaken { bytes: u64 },

    // Options.
    /// A type shows what an option chose.
    ToldOfTheType { choice: Choice },
    /// An option decides what the bits of these mean.
    OtherFormatOf { choice: Choice, format: &'static str, exports: Concerned },
    /// These no longer destroy what they hold when an exception passes.
    NothingDestroyed { exports: Concerned },
    /// An option decides where these take and give values.
    MovedFor { choice: Choice, exports: Concerned },
}

impl ObjectReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::AskedForByName { .. }
            | Self::OldNameAskedFor
            | Self::NodeRefused
            | Self::OtherFormatOf { .. }
            | Self::MovedFor { .. } => Severity::Breaking,
            Self::LoadedByName
            | Self::OpenedByName
            | Self::NotLookedForThere { .. }
            | Self::OldPathAskedFor { .. }
            | Self::NoVersionsLeft
            | Self::NodeAskedFor { .. }
            | Self::ProcessorsBelow { .. }
            | Self::TlsOfOthersFixed
            | Self::NothingDestroyed { .. }
            | Self::StaticTlsTaken { .. } => Severity::Risky,
            Self::Marked { mark, came } => mark.severity(*came),
            Self::NamedFromNowOn
            | Self::FoundByNameNow
            | Self::LoaderBringsWhatItNeeds
            | Self::NobodyNeedsTheNode
            | Self::NodeIsNew
            | Self::NodeComesWithIt { .. }
            | Self::RunsWhereItRan
            | Self::TakesNoStaticTls => Severity::Compatible,
            Self::NobodyRefersToIt | Self::FoundInEither | Self::ToldOfTheType { .. } => Severity::Cosmetic,
        }
    }
}
