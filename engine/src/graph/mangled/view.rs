//! What is known of a mangled name once it is taken apart.

use super::pieces::{self, Component};

/// What a symbol is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    #[default]
    Function,
    Variable,
    /// By its variant: `1` of complete objects, `2` of base objects, `4` and `5` of both.
    Constructor(u8),
    /// A constructor that a class takes over from its base by `using`.
    InheritedConstructor(u8),
    /// By its variant: `0` deletes as well.
    Destructor(u8),
    OfClass(Special),
    /// Adjusts `this`, and the result if it is covariant, and jumps to the function.
    Thunk,
    /// Says whether a static variable was initialized.
    Guard,
    /// A temporary whose life a reference extends.
    Temporary,
    /// Initializes a thread-local variable when it is used first.
    ThreadWrapper,
    ThreadInit,
    TransactionClone,
    ModuleInit,
    /// The object that an argument of a template is.
    ArgumentObject,
}

/// What compilers make of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Special {
    Table,
    TypeInfo,
    TypeName,
    TableTable,
    ConstructionTable,
}

/// A mangled name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) what: What,
    /// Scopes and name, the outermost first; of what is made of a class the class.
    pub(crate) path: Vec<Component>,
    /// Types of the parameters, of a function.
    pub(crate) parameters: Option<Vec<String>>,
    /// The result, of an instantiated function template.
    pub(crate) result: Option<String>,
    /// `const`, `volatile`, `&`, `&&` of a member function, each with a blank before it.
    pub(crate) qualifiers: String,
    /// What follows `requires`.
    pub(crate) constraint: Option<String>,
    /// What stands behind the name: `.cold`, `.avx2`, with the dot.
    pub(crate) suffix: String,
    /// Of a constructor or destructor where the digit of its variant stands in the name.
    pub(crate) variant_at: Option<usize>,
    /// The module that it is attached to.
    pub(crate) module: String,
    /// It lies in a function, or is made of something that does.
    pub(crate) is_local: bool,
    /// A lambda or type without a name, outside of functions, is a part of the name.
    pub(crate) names_unnamed: bool,
    /// What is required of arguments of a template is a part of the name.
    pub(crate) is_constrained: bool,
}

impl View {
    /// The name with its scopes.
    pub(crate) fn name(&self) -> String {
        pieces::joined(&self.path)
    }

    /// The scope that the declaration stands in, empty if it is none.
    pub(crate) fn scope(&self) -> Option<String> {
        let (_, scopes) = self.path.split_last()?;
        Some(pieces::joined(scopes))
    }

    /// The declaration as the source has it, with what the name tells of its type.
    pub(crate) fn declaration(&self) -> String {
        let mut out = self.name();
        if let Some(parameters) = &self.parameters {
            out.push('(');
            out.push_str(&parameters.join(", "));
            out.push(')');
        }
        out.push_str(&self.qualifiers);
        out
    }

    /// What it is, in words of `c++filt` where it is no declaration itself.
    pub(crate) fn text(&self) -> String {
        let of = match self.what {
            What::OfClass(Special::Table) => "vtable for ",
            What::OfClass(Special::TypeInfo) => "typeinfo for ",
            What::OfClass(Special::TypeName) => "typeinfo name for ",
            What::OfClass(Special::TableTable) => "VTT for ",
            What::OfClass(Special::ConstructionTable) => "construction vtable for ",
            What::Thunk => "thunk to ",
            What::Guard => "guard variable for ",
            What::Temporary => "reference temporary for ",
            What::ThreadWrapper => "TLS wrapper function for ",
            What::ThreadInit => "TLS init function for ",
            What::TransactionClone => "transaction clone for ",
            What::ModuleInit => "initializer for module ",
            What::ArgumentObject => "template parameter object for ",
            What::Function
            | What::Variable
            | What::Constructor(_)
            | What::InheritedConstructor(_)
            | What::Destructor(_) => "",
        };
        let module = if self.what == What::ModuleInit { self.module.as_str() } else { "" };
        let suffix = if self.suffix.is_empty() { String::new() } else { format!(" [{}]", self.suffix) };
        format!("{of}{module}{}{suffix}", self.declaration())
    }

    /// The name of the class that it is a constructor or destructor of, or that compilers made it of.
    pub(crate) fn class(&self) -> Option<String> {
        match self.what {
            What::OfClass(_) => Some(self.name()),
            What::Constructor(_) | What::InheritedConstructor(_) | What::Destructor(_) => {
                self.scope().filter(|scope| !scope.is_empty())
            }
            _ => None,
        }
    }

    /// It is an instantiation of a template, or a member of one.
    pub(crate) fn is_instantiation(&self) -> bool {
        self.path.iter().any(|component| component.arguments.is_some())
    }
}
