//! What the text among the facts of a finding says, by kind, name and number: ids hash this, people read the words.

use crate::graph::{Binding, SymbolKind, Visibility};
use crate::rules::callconv::{self, Passing, Spot};
use crate::rules::reason::LoaderMark;

/// See the module. [`Said::text`] is the one place that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Names of the input: a version, a namespace, a module, libraries, members, an option of a compiler.
    Names(Vec<String>),
    /// A symbol without a version.
    Unversioned,
    /// A version node, and whether references without a version bind to it.
    Version(String, bool),
    /// It lies where this one does.
    SameAs(String),
    /// It lies elsewhere than this one.
    ApartFrom(String),
    /// What a symbol is.
    Kind(SymbolKind),
    /// Its binding.
    Binding(Binding),
    /// Its visibility.
    Visibility(Visibility),
    /// Whether it is called by the variant procedure call standard.
    VariantCalls(bool),
    /// What is known of the type of an export.
    Known(Known),
    /// Whether modules under another licence may use it.
    GplOnly(bool),
    /// Whether a record is packed.
    Packed(bool),
    /// Whether the members of a union are known.
    Members(bool),
    /// Whether an object has a mark that loaders act on.
    Marked(LoaderMark, bool),
    /// Level of the x86-64 psABI.
    IsaLevel(u32),
    /// Whether thread-local storage is static, and its bytes.
    ThreadLocal(bool, u64),
    /// How a value travels.
    Passing(Passing),
    /// Where an argument stands.
    Spot(Spot),
}

/// What is known of the type of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Its type.
    Typed,
    /// A reference that could not be followed.
    Unreadable,
    /// Assembler, which states no type.
    Assembler,
    /// Nothing.
    Nothing,
}

impl Said {
    /// A single name.
    pub fn name(name: impl Into<String>) -> Self {
        Self::Names(vec![name.into()])
    }

    /// As reports print it.
    #[must_use]
    pub fn text(&self) -> String {
        let either = |is: bool, yes: &str, no: &str| if is { yes.to_owned() } else { no.to_owned() };
        match self {
            Self::Names(names) => names.join(", "),
            Self::Unversioned => "unversioned".to_owned(),
            Self::Version(node, default) => format!("{}{node}", if *default { "@@" } else { "@" }),
            Self::SameAs(name) => format!("same as {name}"),
            Self::ApartFrom(name) => format!("apart from {name}"),
            Self::Kind(kind) => kind_text(*kind).to_owned(),
            Self::Binding(Binding::Global) => "global".to_owned(),
            Self::Binding(Binding::Weak) => "weak".to_owned(),
            Self::Binding(Binding::Unique) => "unique".to_owned(),
            Self::Visibility(Visibility::Default) => "default".to_owned(),
            Self::Visibility(Visibility::Protected) => "protected".to_owned(),
            Self::Visibility(Visibility::Hidden) => "hidden".to_owned(),
            Self::VariantCalls(is) => either(*is, "variant procedure call standard", "base procedure call standard"),
            Self::Known(Known::Typed) => "typed".to_owned(),
            Self::Known(Known::Unreadable) => "not known".to_owned(),
            Self::Known(Known::Assembler) => "assembler".to_owned(),
            Self::Known(Known::Nothing) => "no debug information".to_owned(),
            Self::GplOnly(is) => either(*is, "EXPORT_SYMBOL_GPL", "EXPORT_SYMBOL"),
            Self::Packed(is) => either(*is, "packed", "not packed"),
            Self::Members(known) => either(*known, "members recorded", "members not recorded"),
            Self::Marked(mark, there) => marked(*mark, *there).to_owned(),
            Self::IsaLevel(level) => format!("x86-64-v{level}"),
            Self::ThreadLocal(fixed, bytes) => {
                format!("{}, {bytes} bytes", if *fixed { "static TLS" } else { "dynamic TLS" })
            }
            Self::Passing(passing) => callconv::describe(passing),
            Self::Spot(Spot::Registers([general, _])) => {
                format!("registers, from the general one of number {}", general + 1)
            }
            Self::Spot(Spot::Stack(bytes)) => format!("offset {bytes} of the arguments on the stack"),
        }
    }
}

fn kind_text(kind: SymbolKind) -> &'static str {
    match kind {
        SymbolKind::Function => "function",
        SymbolKind::Object => "object",
        SymbolKind::Tls => "thread-local object",
        SymbolKind::Ifunc => "indirect function",
        SymbolKind::Untyped => "untyped",
    }
}

fn marked(mark: LoaderMark, there: bool) -> &'static str {
    match (mark, there) {
        (LoaderMark::NoDlopen, true) => "refuses dlopen",
        (LoaderMark::NoDlopen, false) => "may be loaded by dlopen",
        (LoaderMark::ExecutableStack, true) => "executable stack",
        (LoaderMark::ExecutableStack, false) => "stack not executable",
        (LoaderMark::TextRelocations, true) => "text relocations",
        (LoaderMark::TextRelocations, false) => "no text relocations",
        (LoaderMark::NoDelete, true) => "stays loaded",
        (LoaderMark::NoDelete, false) => "dlclose may unload it",
        (LoaderMark::Symbolic, true) => "its own references bind to itself (DF_SYMBOLIC)",
        (LoaderMark::Symbolic, false) => "its own references can be interposed",
        (LoaderMark::ShadowStack, true) => "marked for shadow stacks (SHSTK)",
        (LoaderMark::ShadowStack, false) => "not marked for shadow stacks",
        (LoaderMark::BranchTracking, true) => "marked for indirect branch tracking (IBT)",
        (LoaderMark::BranchTracking, false) => "not marked for indirect branch tracking",
    }
}
