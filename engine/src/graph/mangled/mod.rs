//! Mangled names: what a symbol of C++ or Rust is, whose declaration it belongs to, and how the source spells it.
//!
//! [`view`] takes a name of the Itanium C++ ABI apart: what the symbol is, the path of its name, its parameters. Equal parts
//! have equal text, whatever substitutions the name is written with. [`source`] is for people: the same as one text, for names
//! of Rust as well, and for what our grammar does not know, as `cpp_demangle` reads it.

mod expressions;
mod foreign;
mod names;
mod parse;
mod pieces;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use self::pieces::Component;

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
}

impl View {
    /// The name with its scopes.
    pub(crate) fn name(&self) -> String {
        pieces::joined(&self.path)
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
                let (_, scopes) = self.path.split_last()?;
                (!scopes.is_empty()).then(|| pieces::joined(scopes))
            }
            _ => None,
        }
    }

    /// It is an instantiation of a template, or a member of one.
    pub(crate) fn is_instantiation(&self) -> bool {
        self.path.iter().any(|component| component.arguments.is_some())
    }
}

/// A name of the Itanium C++ ABI taken apart, if it is one.
pub(crate) fn view(name: &str) -> Option<View> {
    let view = parse::view(name)?;
    (!is_of_rust(&view)).then_some(view)
}

/// Rust mangled names as C++ names, with a hash as their last component, before it had a scheme of its own (`_R`).
fn is_of_rust(view: &View) -> bool {
    let hash =
        |name: &str| name.len() == 17 && name.starts_with('h') && name[1..].bytes().all(|b| b.is_ascii_hexdigit());
    view.what == What::Variable && view.path.len() > 1 && view.path.last().is_some_and(|last| hash(&last.name))
}

/// How the source spells the name of a symbol; `None` for names that are spelt as they are.
pub(crate) fn source(name: &str) -> Option<String> {
    if !name.starts_with("_Z") && !name.starts_with("_R") {
        return None;
    }
    let text = view(name).map(|view| view.text()).or_else(|| foreign::source(name))?;
    Some(crate::ground::printable::one_line(&text))
}
