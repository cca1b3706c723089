//! Why it is as bad as it is that symbols of a C++ declaration changed.

use crate::rules::Severity;

/// How the parameters of two overloads differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameters {
    /// Further ones behind those that there were.
    Further,
    /// Fewer.
    Fewer,
    /// Only in `noexcept` of a function's type.
    Noexcept,
    /// Only in `char8_t` for `char`.
    Char8,
    /// Only in references.
    Reference,
    /// Only in `const` or `volatile` of what is pointed or referred to.
    Pointee,
    /// Only in what is required of arguments of the template.
    Constraint,
    /// Only in how symbols spell them: the types are the same.
    Mangling,
    /// In anything else.
    Other,
}

/// What is known of the definitions that consumers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Copies {
    /// Every consumer that needs one has it.
    Own,
    /// Consumers may have some: templates.
    Unknown,
    /// Only the library has one.
    None,
}

/// What is known of who emits the tables of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emitted {
    /// It has no key function, so that everybody does.
    ByEverybody,
    /// It has members that may be key functions.
    Unclear,
    /// It has a key function, so that only the library does.
    ByLibrary,
}

/// What constructors and destructors keep consumers from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// Creating objects of exactly this class.
    Creating,
    /// Destroying objects of exactly this class.
    Destroying,
    /// Deriving.
    Deriving,
    /// Creating and deriving.
    Both,
}

/// The fact that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclarationReason {
    /// One variant of a constructor or destructor is gone: `C` or `D`, and which.
    VariantGone(u8, u8),
    /// The variant that constructs whole objects is gone, of a class that nobody creates objects of.
    VariantOfAbstract,
    /// A destructor that tables hold while an object of a derived class is constructed is gone, or a thunk of it.
    OfConstruction,
    /// Only who deletes an object of a class that is final names it, and nothing tells whether it is.
    WhetherFinal,
    /// Consumers may not name it, but inline functions of the class may.
    WhetherInline,
    /// No consumer may do what names it.
    Unnamed(Barred),
    /// Calls on objects of a known class lead to the thunk.
    ThunkCalled,
    /// No table leads to the thunk.
    ThunkUntabled,
    /// Only other symbols of the class refer to it.
    BesideTables,
    /// The parameters changed.
    Overload(Parameters),
    /// The qualifiers of a member function changed.
    Qualifiers,
    /// The result of a specialization changed.
    Result,
    /// An abi tag came or went.
    Tag,
    /// It has C linkage on one side.
    Linkage,
    /// It is attached to another module.
    Module,
    /// Declarations moved to another scope.
    Scope { count: usize, copies: Copies },
    /// Declarations moved to another versioned namespace.
    Version { count: usize, copies: Copies },
    /// Declarations are in both.
    BothVersions { count: usize },
    /// Declarations name the other string of libstdc++.
    OtherString { count: usize, copies: Copies },
    /// Declarations name types of another standard library.
    OtherLibrary { count: usize, copies: Copies },
    /// The number of a lambda or a type without a name changed.
    Renumbered,
    /// Tables or typeinfo of a class are gone.
    Tables(Emitted),
    /// A thunk of a member that is still there is gone.
    Thunk,
    /// The initializer of a thread-local variable is gone.
    ThreadInit,
    /// Instantiations of a template of the library are gone; `implicit`: made because the library used it.
    Instantiation { count: usize, implicit: bool },
    /// Symbols of inline functions are gone.
    InlineGone { count: usize },
    /// Such symbols, or those of instantiations, came.
    InlineCame { count: usize },
    /// Symbols of other libraries' headers are gone.
    LeakGone { count: usize },
    /// Such symbols came.
    LeakCame { count: usize },
    /// Nobody outside can name it.
    NotNameable { count: usize },
    /// A static variable of an inline function is gone.
    LocalStatic,
    /// A version of a function for some processors is gone.
    Multiversion,
    /// Symbols that several objects may define bind otherwise.
    Vague { count: usize, unique: bool },
    /// Global allocation functions came or went.
    Allocation { gone: bool },
}

impl DeclarationReason {
    /// How bad that is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::VariantGone(..)
            | Self::OfConstruction
            | Self::ThunkCalled
            | Self::Overload(_)
            | Self::Qualifiers
            | Self::Result
            | Self::Tag
            | Self::Linkage
            | Self::Module
            | Self::Renumbered
            | Self::Thunk
            | Self::Tables(Emitted::ByLibrary) => Severity::Breaking,
            Self::Scope { copies, .. }
            | Self::Version { copies, .. }
            | Self::OtherString { copies, .. }
            | Self::OtherLibrary { copies, .. } => match copies {
                Copies::None => Severity::Breaking,
                Copies::Unknown => Severity::Risky,
                Copies::Own => Severity::Compatible,
            },
            Self::Tables(Emitted::Unclear)
            | Self::WhetherFinal
            | Self::WhetherInline
            | Self::Instantiation { implicit: false, .. }
            | Self::LocalStatic
            | Self::Multiversion
            | Self::Allocation { .. } => Severity::Risky,
            Self::Tables(Emitted::ByEverybody)
            | Self::Unnamed(_)
            | Self::BothVersions { .. }
            | Self::Instantiation { implicit: true, .. }
            | Self::ThreadInit
            | Self::InlineGone { .. }
            | Self::LeakGone { .. }
            | Self::Vague { unique: true, .. } => Severity::Compatible,
            Self::InlineCame { .. }
            | Self::VariantOfAbstract
            | Self::ThunkUntabled
            | Self::BesideTables
            | Self::LeakCame { .. }
            | Self::NotNameable { .. }
            | Self::Vague { unique: false, .. } => Severity::Cosmetic,
        }
    }
}
