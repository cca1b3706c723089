//! What the text among the facts of a finding says, by kind, name and number: ids hash this, people read the words.

use crate::graph::trivial::Travel;
use crate::graph::{Access, Binding, KernelFloor, PointerSigning, SymbolKind, Visibility};
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
    /// Whether objects have a pointer to a virtual table.
    TablePointer(bool),
    /// Whether the members of a union are known.
    Members(bool),
    /// Whether an object has a mark that loaders act on.
    Marked(LoaderMark, bool),
    /// Level of the x86-64 psABI.
    IsaLevel(u32),
    /// Architecture of ARM, as `Tag_CPU_arch` counts them.
    ArmArchitecture(u32),
    /// Where a loader looks for what an object needs, and whether that is `DT_RUNPATH`.
    SearchPath(bool, Vec<String>),
    /// The oldest kernel.
    KernelFloor(Option<KernelFloor>),
    /// Functions that run at load, and at unload.
    Initializers(u32, u32),
    /// How pointers are signed.
    PointerSigning(Option<PointerSigning>),
    /// Whether calls of its own functions are by name.
    InnerCalls(bool),
    /// Operating system, as `EI_OSABI` counts them.
    System(u8),
    /// Whether virtual tables hold distances.
    TablesOfDistances(bool),
    /// Bases that type information tells of.
    Bases(TypeInfo),
    /// Whether names are looked up at load.
    BindsNow(bool),
    /// Whether thread-local storage is static, and its bytes.
    ThreadLocal(bool, u64),
    /// How a value travels.
    Passing(Passing),
    /// Where an argument stands.
    Spot(Spot),
    /// Who may name a member or a base.
    Access(Access),
    /// Whether a member, a class or an enum has a trait.
    Is(Trait, bool),
    /// How a class is passed.
    Travel(Travel),
    /// Whether a class is declared as one, else as a struct.
    Class(bool),
}

/// What a declaration in C++ may or may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// A static member.
    Static,
    /// A deleted function.
    Deleted,
    /// A function that is defaulted in the class.
    Defaulted,
    /// An explicit constructor or conversion.
    Explicit,
    /// A trivially copyable class.
    Copyable,
    /// A class whose arrays begin with their length.
    Counted,
    /// An `enum class`.
    Scoped,
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

/// What the size of the type information of a class tells (Itanium C++ ABI, 2.9.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeInfo {
    /// `__class_type_info`
    NoBase,
    /// `__si_class_type_info`
    OneBase,
    /// `__vmi_class_type_info`
    Several(u64),
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
            Self::TablePointer(there) => either(*there, "a pointer to a virtual table", "no virtual table"),
            Self::Members(known) => either(*known, "members recorded", "members not recorded"),
            Self::Marked(mark, there) => mark.text(*there).to_owned(),
            Self::IsaLevel(level) => format!("x86-64-v{level}"),
            Self::ArmArchitecture(architecture) => arm_architecture(*architecture),
            Self::SearchPath(_, folders) if folders.is_empty() => "no search path".to_owned(),
            Self::SearchPath(run_path, folders) => {
                format!("{} {}", if *run_path { "RUNPATH" } else { "RPATH" }, folders.join(":"))
            }
            Self::KernelFloor(None) => "any kernel".to_owned(),
            Self::KernelFloor(Some(floor)) => format!("{} or later", kernel(*floor)),
            Self::Initializers(load, unload) => format!("{load} at load, {unload} at unload"),
            Self::PointerSigning(None) => "pointers not signed".to_owned(),
            Self::PointerSigning(Some(signing)) => {
                format!("pointers signed, version {:#x} of platform {:#x}", signing.version, signing.platform)
            }
            Self::System(os_abi) => system(*os_abi),
            Self::TablesOfDistances(is) => {
                either(*is, "virtual tables hold distances", "virtual tables hold addresses")
            }
            Self::Bases(TypeInfo::NoBase) => "no base".to_owned(),
            Self::Bases(TypeInfo::OneBase) => "one public base".to_owned(),
            Self::Bases(TypeInfo::Several(1)) => "1 base, virtual or not public".to_owned(),
            Self::Bases(TypeInfo::Several(n)) => format!("{n} bases"),
            Self::BindsNow(now) => either(*now, "looks up all names at load", "looks up functions at their first call"),
            Self::InnerCalls(by_name) => {
                either(*by_name, "its own calls can be interposed", "its own calls bind to itself")
            }
            Self::ThreadLocal(fixed, bytes) => {
                format!("{}, {bytes} bytes", if *fixed { "static TLS" } else { "dynamic TLS" })
            }
            Self::Passing(passing) => callconv::describe(passing),
            Self::Spot(Spot::Registers([general, _])) => {
                format!("registers, from the general one of number {}", general + 1)
            }
            Self::Access(access) => access.word().to_owned(),
            Self::Is(of, is) => traits(*of, *is).to_owned(),
            Self::Class(is) => either(*is, "class", "struct"),
            Self::Travel(Travel::ByValue) => "passed by value".to_owned(),
            Self::Travel(Travel::ByReference) => "passed by address".to_owned(),
            Self::Travel(Travel::Unknown) => "not known".to_owned(),
            Self::Spot(Spot::Stack(bytes)) => format!("offset {bytes} of the arguments on the stack"),
        }
    }
}

/// `EI_OSABI` (gABI, chapter 4).
fn system(os_abi: u8) -> String {
    let name = match os_abi {
        0 => "System V or GNU",
        1 => "HP-UX",
        2 => "NetBSD",
        6 => "Solaris",
        7 => "AIX",
        8 => "IRIX",
        9 => "FreeBSD",
        12 => "OpenBSD",
        other => return format!("system {other}"),
    };
    name.to_owned()
}

/// A kernel by system and version.
pub(crate) fn kernel(floor: KernelFloor) -> String {
    let [major, minor, further] = floor.version;
    let system = match floor.os {
        0 => "Linux".to_owned(),
        1 => "GNU/Hurd".to_owned(),
        2 => "Solaris".to_owned(),
        3 => "FreeBSD".to_owned(),
        other => format!("system {other}"),
    };
    format!("{system} {major}.{minor}.{further}")
}

/// `Tag_CPU_arch` (Addenda to the ABI for the Arm architecture, 3.3.5.1).
pub(crate) fn arm_architecture(tag: u32) -> String {
    const NAMES: [&str; 23] = [
        "before Armv4",
        "Armv4",
        "Armv4T",
        "Armv5T",
        "Armv5TE",
        "Armv5TEJ",
        "Armv6",
        "Armv6KZ",
        "Armv6T2",
        "Armv6K",
        "Armv7",
        "Armv6-M",
        "Armv6S-M",
        "Armv7E-M",
        "Armv8-A",
        "Armv8-R",
        "Armv8-M baseline",
        "Armv8-M mainline",
        "Armv8.1-A",
        "Armv8.2-A",
        "Armv8.3-A",
        "Armv8.1-M mainline",
        "Armv9-A",
    ];
    NAMES.get(tag as usize).map_or_else(|| format!("ARM architecture {tag}"), |name| (*name).to_owned())
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

fn traits(of: Trait, is: bool) -> &'static str {
    match (of, is) {
        (Trait::Static, true) => "static",
        (Trait::Static, false) => "of each object",
        (Trait::Deleted, true) => "deleted",
        (Trait::Deleted, false) => "not deleted",
        (Trait::Defaulted, true) => "defaulted",
        (Trait::Defaulted, false) => "provided by the class",
        (Trait::Explicit, true) => "explicit",
        (Trait::Explicit, false) => "not explicit",
        (Trait::Copyable, true) => "trivially copyable",
        (Trait::Copyable, false) => "not trivially copyable",
        (Trait::Counted, true) => "arrays begin with their length",
        (Trait::Counted, false) => "arrays begin with their first element",
        (Trait::Scoped, true) => "enum class",
        (Trait::Scoped, false) => "enum",
    }
}
