//! What a rule is about, as plain data: the subject of a change, and its facts on each side.

use serde::{Deserialize, Serialize};

use crate::graph::Kind;
use crate::rules::said::Said;

/// What consumers can do with a class of C++ that they see, as far as its members and the exports of OLD tell. It decides
/// what a change of the class means to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClassUse {
    /// Create objects: they have its size and places in their code.
    Create,
    /// Hold it by value: in a variable, an array, a parameter or result, or a type of their own that holds one.
    Hold,
    /// Derive from it: their classes lie around it.
    Derive,
    /// Call its virtual functions by their place in its table.
    CallVirtually,
    /// Write the functions that it declares and leaves open (`= 0`).
    Implement,
    /// Compile some of its functions themselves: those that are not exported for sure.
    Inline,
    /// Programs may hold a copy of its virtual table, of the size that it had when they were linked.
    CopyTable,
    /// Catch it, or throw it to the library.
    Catch,
    /// None of all that: they get objects from the library alone.
    FactoryOnly,
}

impl ClassUse {
    /// The words used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Hold => "hold by value",
            Self::Derive => "derive",
            Self::CallVirtually => "call virtually",
            Self::Implement => "implement",
            Self::Inline => "compile inline functions",
            Self::CopyTable => "copy the virtual table",
            Self::Catch => "catch",
            Self::FactoryOnly => "get from the library only",
        }
    }
}

/// What kind of thing a finding is about. In the order of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A base type: `int`.
    Base,
    /// A class.
    Class,
    /// An enum.
    Enum,
    /// An exported function.
    Function,
    /// A macro of a public header.
    Macro,
    /// A namespace of C++.
    Namespace,
    /// An object: what it is called, asks for, or was compiled with.
    Object,
    /// A struct.
    Struct,
    /// Any other type.
    #[default]
    Type,
    /// A typedef.
    Typedef,
    /// A union.
    Union,
    /// An exported variable.
    Variable,
}

impl SubjectKind {
    /// The word used in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Class => "class",
            Self::Enum => "enum",
            Self::Function => "function",
            Self::Macro => "macro",
            Self::Namespace => "namespace",
            Self::Object => "object",
            Self::Struct => "struct",
            Self::Type => "type",
            Self::Typedef => "typedef",
            Self::Union => "union",
            Self::Variable => "variable",
        }
    }

    /// Of a type of the graph.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Struct => Self::Struct,
            Kind::Class => Self::Class,
            Kind::Union => Self::Union,
            Kind::Enum => Self::Enum,
            Kind::Typedef => Self::Typedef,
            Kind::Base => Self::Base,
            Kind::Function => Self::Function,
            _ => Self::Type,
        }
    }

    /// It is an export.
    #[must_use]
    pub fn is_symbol(self) -> bool {
        matches!(self, Self::Function | Self::Variable)
    }

    /// It is a record.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, Self::Struct | Self::Union | Self::Class)
    }
}

impl std::fmt::Display for SubjectKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What stands behind the name of the holder, and of the member, of a type that has no name.
pub(crate) const ANONYMOUS: &str = "::(anonymous)";

/// What a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Subject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// Tag, symbol or file name, without the keyword: `device` for `struct device`. An anonymous type
    /// is named by its holder: `device::(anonymous union at offset 0)`.
    pub name: String,
    /// The same as the source spells it, of a symbol of C++ or Rust: `ns::Class::member(int) const`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demangled: Option<String>,
    /// Member, parameter or enumerator within it, where the finding is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Kernel module of a symbol, where there are modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// Source file of NEW as the compiler recorded it; of OLD, where NEW does not have the thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line in that file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Subject {
    /// `struct device`, `device_register()`, `typedef foo_t`: as reports print it, and waivers name it.
    #[must_use]
    pub fn spelt(&self) -> String {
        if let Some(source) = &self.demangled {
            return source.clone();
        }
        match self.kind {
            SubjectKind::Function => format!("{}()", self.name),
            SubjectKind::Struct
            | SubjectKind::Union
            | SubjectKind::Class
            | SubjectKind::Enum
            | SubjectKind::Macro
            | SubjectKind::Namespace
            | SubjectKind::Typedef => format!("{} {}", self.kind, self.name),
            SubjectKind::Base | SubjectKind::Object | SubjectKind::Type | SubjectKind::Variable => self.name.clone(),
        }
    }

    /// The name of a type without one that this holds.
    #[must_use]
    pub(crate) fn name_of_inner(&self) -> String {
        if self.kind == SubjectKind::Typedef {
            return self.name.clone();
        }
        let member = self.member.as_deref().map_or_else(String::new, |m| format!("::{m}"));
        format!("{}{member}{ANONYMOUS}", self.name)
    }

    /// The name of what holds an anonymous type, else its own.
    #[must_use]
    pub fn whole_name(&self) -> &str {
        self.name.split("::(").next().unwrap_or_default()
    }
}

/// Facts of one side of a finding. Only those that the rule is about are present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Facts {
    /// Type or declaration spelt as C.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Name, where that is what changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Offset in bits from the start of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit_offset: Option<i64>,
    /// Size in bits: of the type, or width of the bit-field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit_size: Option<u64>,
    /// Alignment in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit_alignment: Option<u64>,
    /// Enumerator value, array length, parameter index or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i128>,
    /// Anything that is a word: binding, visibility, version, namespace, module, SONAME.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What `text` says, as long as nobody wrote it down.
    #[doc(hidden)]
    #[serde(skip)]
    pub said: Option<Said>,
}

impl Facts {
    /// A side of which nothing but this is to be said.
    pub(crate) fn saying(said: Said) -> Self {
        Self { text: Some(said.text()), said: Some(said), ..Self::default() }
    }
}

/// How a parameter is called: by its name, or by its number from 1.
#[must_use]
pub fn parameter(name: &str, index: usize) -> String {
    if name.is_empty() { format!("#{}", index + 1) } else { name.to_owned() }
}
