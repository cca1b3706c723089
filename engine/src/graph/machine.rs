//! Machines as the ELF header names them, and what of them decides about layouts.

use super::Convention;

/// Where floating-point values travel, on a machine that has both (ARM).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum FloatAbi {
    /// Another machine, or nothing says so: an object that uses no floating point, or of an old toolchain.
    #[default]
    Unknown,
    /// In general registers: the base standard (AAPCS32, section 6).
    Soft,
    /// In floating-point registers: the VFP variant (AAPCS32, section 7).
    Hard,
}

/// ELF machine of an input: what decides layout and calling convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Machine {
    /// `e_machine`
    pub e_machine: u16,
    /// Pointer size in bytes: 4 (ELF32) or 8 (ELF64).
    pub pointer_size: u8,
    /// Big endian.
    pub big_endian: bool,
    /// `EF_ARM_ABI_FLOAT_*`, or `Tag_ABI_VFP_args` of relocatable objects.
    pub float_abi: FloatAbi,
    /// What else header and attributes state of the calling convention.
    pub convention: Convention,
}

impl Machine {
    /// As people call it; `machine` and its number if it has no name here.
    #[must_use]
    pub fn name(self) -> String {
        let fits = |&&(_, number, size, big): &&(&str, u16, Option<u8>, Option<bool>)| {
            number == self.e_machine
                && size.is_none_or(|s| s == self.pointer_size)
                && big.is_none_or(|b| b == self.big_endian)
        };
        match MACHINES.iter().find(fits) {
            Some((name, ..)) => (*name).to_owned(),
            None if self.e_machine == 0 => "unknown machine".to_owned(),
            None => format!("machine {}", self.e_machine),
        }
    }

    /// [`Machine::name`], with what is known of the calling convention.
    #[must_use]
    pub fn description(self) -> String {
        let mut known = self.convention.describe(self.e_machine);
        match self.float_abi {
            FloatAbi::Unknown => {}
            FloatAbi::Soft => known.push("soft-float arguments"),
            FloatAbi::Hard => known.push("hard-float arguments"),
        }
        if known.is_empty() { self.name() } else { format!("{} with {}", self.name(), known.join(", ")) }
    }

    /// Whether code of the one can call code of the other, as far as both say.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        let known = self.float_abi != FloatAbi::Unknown && other.float_abi != FloatAbi::Unknown;
        // Where one side is a dump of another tool, it tells no more than what types tell: the size of a pointer.
        if (self.e_machine == 0) != (other.e_machine == 0) {
            return self.pointer_size == other.pointer_size;
        }
        let header = |m: Self| (m.e_machine, m.pointer_size, m.big_endian);
        (!known || self.float_abi == other.float_abi)
            && self.convention.fits(other.convention)
            && header(self) == header(other)
    }

    /// The machine of several objects: the first one's, with the calling convention of the first that states one.
    #[must_use]
    pub fn of_all(machines: impl Iterator<Item = Self> + Clone) -> Self {
        let first = machines.clone().next().unwrap_or_default();
        let convention = machines.clone().fold(Convention::default(), |all, m| all.completed(m.convention));
        let float_abi = machines.map(|m| m.float_abi).find(|f| *f != FloatAbi::Unknown).unwrap_or_default();
        Self { float_abi, convention, ..first }
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        MACHINES.iter().map(|m| m.0)
    }
}

/// What machines are called: `e_machine`, and the pointer size or byte order where that decides. The first that fits.
pub(crate) const MACHINES: [(&str, u16, Option<u8>, Option<bool>); 22] = [
    ("sparc", 2, None, None),
    ("i386", 3, None, None),
    ("m68k", 4, None, None),
    ("mips", 8, None, None),
    ("parisc", 15, None, None),
    ("ppc", 20, None, None),
    ("ppc64", 21, None, Some(true)),
    ("ppc64le", 21, None, None),
    ("s390", 22, Some(4), None),
    ("s390x", 22, None, None),
    ("arm", 40, None, None),
    ("sh", 42, None, None),
    ("sparc64", 43, None, None),
    ("ia64", 50, None, None),
    ("x32", 62, Some(4), None),
    ("x86_64", 62, None, None),
    ("aarch64_ilp32", 183, Some(4), None),
    ("aarch64", 183, None, None),
    ("riscv", 243, None, None),
    ("bpf", 247, None, None),
    ("loongarch", 258, None, None),
    ("alpha", 0x9026, None, None),
];
