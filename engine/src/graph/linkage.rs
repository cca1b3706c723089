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
    /// The facts from here on were looked for. Snapshots up to version 3 do not hold them.
    pub const LOOKED_FURTHER: Self = Self(1 << 10);
    /// `DF_1_INTERPOSE`
    pub const INTERPOSES: Self = Self(1 << 11);
    /// `DF_BIND_NOW`, `DF_1_NOW`, `DT_BIND_NOW`
    pub const BIND_NOW: Self = Self(1 << 12);
    /// `DT_RELR`
    pub const PACKED_RELOCATIONS: Self = Self(1 << 13);
    /// `DT_HASH`
    pub const SYSV_HASH: Self = Self(1 << 14);
    /// `DT_GNU_HASH`
    pub const GNU_HASH: Self = Self(1 << 15);
    /// `PT_GNU_RELRO`
    pub const READ_ONLY_AFTER_RELOCATION: Self = Self(1 << 16);
    /// It takes `__stack_chk_fail` or `__stack_chk_guard` from others.
    pub const STACK_PROTECTOR: Self = Self(1 << 17);
    /// It calls functions that check sizes: `__memcpy_chk` and its like.
    pub const FORTIFIED: Self = Self(1 << 18);
    /// `GNU_PROPERTY_AARCH64_FEATURE_1_BTI`
    pub const BRANCH_TARGETS: Self = Self(1 << 19);
    /// `GNU_PROPERTY_AARCH64_FEATURE_1_PAC`
    pub const SIGNED_RETURNS: Self = Self(1 << 20);
    /// `GNU_PROPERTY_AARCH64_FEATURE_1_GCS`
    pub const GUARDED_STACK: Self = Self(1 << 21);
    /// `.eh_frame_hdr` leads from some exported function to how its frame is unwound.
    pub const UNWINDS: Self = Self(1 << 22);
    /// Its search path is `DT_RUNPATH`, and not `DT_RPATH`.
    pub const RUN_PATH: Self = Self(1 << 23);
    /// Some exported virtual table holds addresses, which the loader relocates.
    pub const TABLES_OF_ADDRESSES: Self = Self(1 << 24);
    /// Some exported virtual table holds distances, which nobody relocates.
    pub const TABLES_OF_DISTANCES: Self = Self(1 << 25);
    /// All.
    pub const ALL: Self = Self((1 << 26) - 1);
    /// All that version 3 of snapshots holds.
    pub(crate) const OF_VERSION_3: Self = Self((1 << 10) - 1);

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

/// The oldest kernel that a loader accepts an object on (`.note.ABI-tag`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KernelFloor {
    /// `ELF_NOTE_OS_*`: 0 is Linux.
    pub os: u32,
    /// Major, minor and further number of the version.
    pub version: [u32; 3],
}

/// How an object signs pointers (`GNU_PROPERTY_AARCH64_FEATURE_PAUTH`): what is signed, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointerSigning {
    /// Who defines the version.
    pub platform: u64,
    /// What it means is up to the platform.
    pub version: u64,
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
    /// `GNU_PROPERTY_X86_ISA_1_NEEDED`, or `Tag_CPU_arch` of ARM; 0 if there is none.
    pub isa: u32,
    /// Version nodes that it asks for, sorted.
    pub version_needs: Vec<VersionNeed>,
    /// `EI_OSABI`
    pub os_abi: u8,
    /// Functions that run when it is loaded: entries of `DT_INIT_ARRAY`.
    pub initializers: u32,
    /// Functions that run when it is unloaded: entries of `DT_FINI_ARRAY`.
    pub finalizers: u32,
    /// Where the loader looks for what it needs, in order (`DT_RUNPATH`, else `DT_RPATH`).
    pub search_path: Vec<String>,
    /// The oldest kernel that it runs on, where it says so.
    pub kernel_floor: Option<KernelFloor>,
    /// How it signs pointers, where it says so.
    pub pointer_signing: Option<PointerSigning>,
}

/// Whether the name of a version node says that nobody outside the package is meant.
pub(crate) fn is_private(node: &str) -> bool {
    node.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case("private") || word.eq_ignore_ascii_case("internal"))
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn nodes_that_say_so() {
        for node in ["GLIBC_PRIVATE", "Qt_5_PRIVATE_API", "LIBFOO_INTERNAL", "libbar-private-1", "PRIVATE"] {
            assert!(is_private(node), "{node}");
        }
        for node in ["GLIBC_2.34", "PRIVATEER_1", "INTERNALS_2", "LIBFOO_1"] {
            assert!(!is_private(node), "{node}");
        }
    }
}
