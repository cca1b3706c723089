//! Reasons: what only the sources of public headers show.

use crate::rules::Severity;

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceReason {
    // Macros.
    /// What it stands for is compiled into consumers.
    MacroCompiledIn,
    /// It tells which release the headers are of.
    MacroNamesRelease,
    /// Its name says that, or none but the headers may write it, and a macro for consumers names it.
    MacroNamedByPublic {
        /// Which one.
        public: String,
    },
    /// Its name is none that consumers may write.
    MacroReserved,
    /// It is gone.
    MacroGone,

    // Functions.
    /// Callers pass what stood there when they were compiled.
    DefaultCompiledIn,
    /// Callers have to pass it themselves.
    DefaultGone,
    /// Callers may leave it out.
    DefaultCame,
    /// Consumers have a copy of an inline function.
    BodyCompiledIn,
    /// Consumers have instances of a template.
    BodyInstantiated,
    /// Only null pointers are spelt otherwise.
    NullSpeltOtherwise,
    /// It promised not to throw.
    PromiseGone,
    /// It promises that under another condition.
    PromiseOtherwise,
    /// It promises not to throw.
    PromiseCame,

    // Members and constants.
    /// Constructors that consumers have compiled initialise a member.
    MemberInitialised,
    /// A constant whose value was not worked out.
    ConstantInitialised,
    /// A variable that consumers define themselves: it is inline or static.
    VariableInitialised,

    // Classes and templates.
    /// Nobody may derive from a class any more.
    ClassFinal,
    /// Nobody may override a function any more.
    FunctionFinal,
    /// Classes may derive from it, or override it, that consumers do not know of.
    FinalNoMore,
    /// A template is gone.
    TemplateGone,
    /// A template takes or returns other types.
    TemplateTakesOthers,
}

impl SourceReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::MacroCompiledIn
            | Self::MacroNamedByPublic { .. }
            | Self::DefaultCompiledIn
            | Self::BodyCompiledIn
            | Self::BodyInstantiated
            | Self::PromiseGone
            | Self::PromiseOtherwise
            | Self::MemberInitialised
            | Self::ConstantInitialised
            | Self::VariableInitialised
            | Self::FinalNoMore => Severity::Risky,
            Self::MacroGone
            | Self::DefaultGone
            | Self::ClassFinal
            | Self::FunctionFinal
            | Self::TemplateGone
            | Self::TemplateTakesOthers => Severity::Source,
            Self::MacroNamesRelease | Self::DefaultCame | Self::PromiseCame => Severity::Compatible,
            Self::MacroReserved | Self::NullSpeltOtherwise => Severity::Cosmetic,
        }
    }
}
