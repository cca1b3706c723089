//! libabigail's suppression files (`.abignore`): what an entry says, and what it fits by itself.
//!
//! `[suppress_type]` takes findings on a type away, `[allow_type]` those on every other type. `[suppress_function]` and
//! `[suppress_variable]` take exports out of the interface, for additions, removals or other changes, `[suppress_file]` all
//! exports of a file: what only they reach does not count. All properties of an entry must hold. What is not understood is an
//! error: to drop a condition would suppress more than was meant. What needs the types of both sides is asked of `hiding.rs`.

pub mod expression;
pub(crate) mod hiding;
mod lines;
mod offsets;
mod reached;
mod read;
mod sides;

use expression::Expression;
use offsets::Place;

use crate::graph::Kind;
use crate::model::report::{Finding, SymbolOutcome};
use crate::policy::declaration;
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;

pub use read::parse;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Type,
    /// Every type that it does not fit.
    OtherTypes,
    Function,
    Variable,
    File,
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Type => "suppress_type",
            Self::OtherTypes => "allow_type",
            Self::Function => "suppress_function",
            Self::Variable => "suppress_variable",
            Self::File => "suppress_file",
        }
    }
}

/// A condition on a string.
#[derive(Clone, Debug)]
enum Test {
    Is(String),
    Fits(Expression),
    FitsNot(Expression),
}

impl Test {
    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Is(value) => value == text,
            Self::Fits(expression) => expression.fits(text),
            Self::FitsNot(expression) => !expression.fits(text),
        }
    }

    /// The same of a type, whose words and blanks may be spelt in several ways.
    fn holds_of_type(&self, text: &str) -> bool {
        match self {
            Self::Is(value) => declaration::spelling(value) == declaration::spelling(text),
            _ => self.holds(text),
        }
    }
}

/// A kind of type, as libabigail names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypeKind {
    /// Of classes and structs.
    Class,
    Struct,
    Union,
    Enum,
    Array,
    Typedef,
    Builtin,
}

impl TypeKind {
    fn holds(self, kind: Kind) -> bool {
        match self {
            Self::Class => matches!(kind, Kind::Class | Kind::Struct),
            Self::Struct => kind == Kind::Struct,
            Self::Union => kind == Kind::Union,
            Self::Enum => kind == Kind::Enum,
            Self::Array => kind == Kind::Array,
            Self::Typedef => kind == Kind::Typedef,
            Self::Builtin => kind == Kind::Base,
        }
    }
}

/// How a type is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Direct,
    Pointer,
    Reference,
    ReferenceOrPointer,
}

/// Conditions on a type.
#[derive(Clone, Debug, Default)]
struct OfType {
    kind: Option<TypeKind>,
    /// Declared in none of these headers.
    not_in: Vec<String>,
    declared: Vec<Test>,
    /// It has a member of each of these names.
    members: Vec<String>,
    /// It has a member that fits.
    member: Option<Expression>,
    accessed: Option<Way>,
    /// Where alone members may have been inserted.
    inserted: Vec<Place>,
    /// A last array of stated length became one without.
    flexible: bool,
    size_change: Option<bool>,
    /// Enumerators that alone may change.
    enumerators: Vec<String>,
    enumerator_tests: Vec<Test>,
}

impl OfType {
    /// It is about some changes of a type only.
    fn is_of_change(&self) -> bool {
        !self.inserted.is_empty() || self.flexible || self.is_of_enumerators()
    }

    fn is_of_enumerators(&self) -> bool {
        !self.enumerators.is_empty() || !self.enumerator_tests.is_empty()
    }

    fn is_of_members(&self) -> bool {
        !self.members.is_empty() || self.member.is_some()
    }

    fn is_declared_fittingly(&self, file: Option<&str>) -> bool {
        let header = |h: &String| file.is_some_and(|f| f == h || f.ends_with(&format!("/{h}")));
        // Where the type is declared is not known: the condition does not hold.
        (self.not_in.is_empty() || file.is_some() && !self.not_in.iter().any(header))
            && self.declared.iter().all(|t| file.is_some_and(|f| t.holds(f)))
    }

    fn enumerator_fits(&self, name: &str) -> bool {
        self.enumerators.iter().any(|e| e == name) || self.enumerator_tests.iter().any(|t| t.holds(name))
    }
}

/// Conditions on what an export is made of.
#[derive(Clone, Debug, Default)]
struct OfExport {
    /// What a function returns.
    result: Vec<Test>,
    /// What it takes: the place from 0, without `this`.
    parameters: Vec<(u32, Test)>,
    /// The type of a variable.
    variable: Vec<Test>,
    /// The other names of the same function do not have to fit.
    whatever_aliases: bool,
    outcomes: Option<Vec<SymbolOutcome>>,
}

impl OfExport {
    fn is_of_types(&self) -> bool {
        !self.result.is_empty() || !self.parameters.is_empty() || !self.variable.is_empty()
    }
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Suppression {
    section: Section,
    file: String,
    line: usize,
    label: Option<String>,
    /// libabigail would not even look at what it fits.
    drops: bool,
    /// File names of either input.
    input: Vec<Test>,
    soname: Vec<Test>,
    /// The name of a type, or the one that a function or variable is declared by.
    name: Vec<Test>,
    symbol: Vec<Test>,
    version: Vec<Test>,
    of_type: OfType,
    of_export: OfExport,
}

/// What is known of an export or of the inputs, for suppressions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// Symbol name.
    pub name: &'a str,
    /// The name that it is declared by, with its scopes: of C that of the symbol.
    pub declared: &'a str,
    /// Version node, empty if none.
    pub version: &'a str,
    /// It is a function.
    pub is_function: bool,
    /// File names of OLD and NEW: of the objects where an input has several, else as the user named them.
    pub inputs: [&'a str; 2],
    /// SONAME of the object, empty if none.
    pub soname: &'a str,
}

impl Suppression {
    /// The file that holds it, as the user named it, and its line there.
    #[must_use]
    pub fn at(&self) -> (&str, usize) {
        (&self.file, self.line)
    }

    /// `file:line` of the entry, with its label.
    #[must_use]
    pub fn place(&self) -> String {
        let label = self.label.as_ref().map_or_else(String::new, |label| format!(" ({label})"));
        format!("{}:{}{label}", self.file, self.line)
    }

    /// Its section.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.section.name()
    }

    /// Whether libabigail would not even look at what it fits.
    #[must_use]
    pub fn drops(&self) -> bool {
        self.drops
    }

    fn is_of_types(&self) -> bool {
        matches!(self.section, Section::Type | Section::OtherTypes)
    }

    fn applies_to(&self, inputs: [&str; 2], soname: &str) -> bool {
        // A condition on files is fulfilled by either of the two that are compared.
        self.input.iter().all(|t| inputs.iter().any(|i| t.holds(i))) && self.soname.iter().all(|t| t.holds(soname))
    }

    /// Whether this export does not count where `outcome` happened to it, as far as its names tell.
    #[must_use]
    pub fn hides(&self, subject: Subject<'_>, outcome: SymbolOutcome) -> bool {
        let of_section = match self.section {
            Section::Function => subject.is_function,
            Section::Variable => !subject.is_function,
            Section::File => true,
            Section::Type | Section::OtherTypes => false,
        };
        of_section
            && self.of_export.outcomes.as_ref().is_none_or(|outcomes| outcomes.contains(&outcome))
            && self.name.iter().all(|t| t.holds(subject.declared))
            && self.symbol.iter().all(|t| t.holds(subject.name))
            && self.version.iter().all(|t| t.holds(subject.version))
            && self.applies_to(subject.inputs, subject.soname)
    }

    /// Whether this finding is on a type that it is about, as far as the finding alone tells.
    #[must_use]
    fn is_about(&self, finding: &Finding, inputs: [&str; 2], soname: &str) -> bool {
        let subject = &finding.subject;
        let kind = match subject.kind {
            SubjectKind::Struct => Some(Kind::Struct),
            SubjectKind::Class => Some(Kind::Class),
            SubjectKind::Union => Some(Kind::Union),
            SubjectKind::Enum => Some(Kind::Enum),
            SubjectKind::Typedef => Some(Kind::Typedef),
            SubjectKind::Base => Some(Kind::Base),
            SubjectKind::Type => None,
            SubjectKind::Function
            | SubjectKind::Variable
            | SubjectKind::Namespace
            | SubjectKind::Object
            | SubjectKind::Macro => return false,
        };
        self.is_of_types()
            // An anonymous type is part of the type that holds it.
            && self.name.iter().all(|t| t.holds(subject.whole_name()))
            && self.of_type.kind.is_none_or(|k| kind.is_some_and(|kind| k.holds(kind)))
            && self.of_type.is_declared_fittingly(subject.file.as_deref())
            && self.applies_to(inputs, soname)
    }

    /// Whether a finding is about enumerators that alone may change.
    fn is_of_its_enumerators(&self, finding: &Finding) -> bool {
        // libabigail means enumerators whose value changed, never removed ones.
        matches!(finding.rule, Rule::EnumeratorValueChanged | Rule::EnumSentinelMoved)
            && self.of_type.enumerator_fits(finding.subject.member.as_deref().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
