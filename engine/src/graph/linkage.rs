//! What a linker or loader reads of an object beside its symbols.

/// What kind of file an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ObjectKind {
    /// No ELF file, or none that says so.
    #[default]
    Unknown,
    /// `ET_REL`
    Relocatable,
    /// `ET_EXEC`, or `ET_DYN` with an interpreter.
    Program,
    /// `ET_DYN`
    Library,
}

/// Facts by which a loader treats an object differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Traits(pub u32);

impl Traits {
    /// The dynamic section was read: what is not among these facts is not so.
    pub const DYNAMIC: Self = Self(1);
    /// There is a `.gnu.version`: glibc asserts that there is one where a reference with a version ends.
    pub const VERSION_TABLE: Self = Self(2);
    /// `DF_STATIC_TLS`
    pub const STATIC_TLS: Self = Self(4);
    /// `DF_1_NOOPEN`
    pub const NO_DLOPEN: Self = Self(8);
    /// `PT_GNU_STACK` is executable, or missing where that means the same.
    pub const EXECUTABLE_STACK: Self = Self(16);
    /// `DF_1_NODELETE`
    pub const NO_DELETE: Self = Self(32);
    /// `DT_SYMBOLIC`, `DF_SYMBOLIC`
    pub const SYMBOLIC: Self = Self(64);
    /// `DT_TEXTREL`, `DF_TEXTREL`
    pub const TEXT_RELOCATIONS: Self = Self(128);
    /// `GNU_PROPERTY_X86_FEATURE_1_IBT`
    pub const BRANCH_TRACKING: Self = Self(256);
    /// `GNU_PROPERTY_X86_FEATURE_1_SHSTK`
    pub const SHADOW_STACK: Self = Self(512);
    /// All.
    pub const ALL: Self = Self(1023);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Sets the bits of `other`.
    pub fn set(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A version node of a library that an object asks for (`verneed`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionNeed {
    /// SONAME of the library.
    pub library: String,
    /// The node.
    pub node: String,
    /// `VER_FLG_WEAK`: the loader does not insist on it.
    pub weak: bool,
}

/// What a linker or loader reads of an object beside its symbols.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Linkage {
    /// What kind of file it is.
    pub kind: ObjectKind,
    /// Facts that a loader acts on.
    pub traits: Traits,
    /// Size of its thread-local data in bytes (`PT_TLS`).
    pub tls_size: u64,
    /// `GNU_PROPERTY_X86_ISA_1_NEEDED`, 0 if there is none.
    pub isa: u32,
    /// Version nodes that it asks for, sorted.
    pub version_needs: Vec<VersionNeed>,
}
