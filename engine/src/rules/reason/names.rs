//! Reasons: types by their names.

use crate::rules::Severity;
use crate::rules::facts::SubjectKind;

/// Types by their names. Sizes are in bytes unless a name says bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameReason {
    /// Only the name was known.
    OnlyNameKnown,
    /// Its definition is gone from the debug information.
    DefinitionGone,
    /// It is a type of another kind.
    OtherKindOfType { old: SubjectKind, new: SubjectKind },
    /// Units of NEW define it differently.
    DefinitionsConflict,
    /// It had no tag.
    GotTag,
    /// It has another tag.
    OtherTag,
    /// So many types stand in another versioned namespace.
    OtherVersion(usize),
    /// It stands in other modules of Rust.
    OtherModules,
    /// The bits of a base type are encoded otherwise.
    OtherEncoding,
    /// The same type through another typedef.
    SpeltOtherwise,
    /// Another typedef, and what it stands for is compared by itself.
    OtherTypedef,
    /// A typedef is gone; `names` stand in its place, and `differ` says that one may stand for something else. Whether the
    /// headers of both sides were read, where it may stand although nothing uses it.
    TypedefGone { names: Vec<String>, differ: bool, is_read: bool },
    /// No typedef of the name is left.
    NoTypedefLeft,
    /// No type of the kind and name is left.
    NoTypeLeft,
    /// Nothing had the name.
    NotNamedBefore,
}

impl NameReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::OtherKindOfType { .. } | Self::OtherEncoding => Severity::Breaking,
            Self::DefinitionGone | Self::DefinitionsConflict | Self::NoTypedefLeft | Self::NoTypeLeft => {
                Severity::Risky
            }
            Self::OtherTag | Self::OtherVersion(_) | Self::TypedefGone { .. } => Severity::Source,
            Self::NotNamedBefore => Severity::Compatible,
            Self::OnlyNameKnown | Self::GotTag | Self::OtherModules | Self::SpeltOtherwise | Self::OtherTypedef => {
                Severity::Cosmetic
            }
        }
    }
}
