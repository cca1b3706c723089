//! An ELF file as everything else gets it: its tables checked, and what machine it is for.

use object::elf;

use super::file::Elf;
use super::{arm, convention, strings};
use crate::graph::{FloatAbi, Machine};
use crate::ground::error::Result;
use crate::ground::files::bytes::Bytes;

impl Elf {
    /// Reads the header and the section table, and checks that names take no more than the file may stand for.
    ///
    /// # Errors
    /// When the file is no ELF file, ends too early, or has a section that lies outside of it.
    pub fn parse(path: &str, data: Bytes) -> Result<Self> {
        let file = Self::of_tables(path, data)?;
        strings::check(&file)?;
        Ok(file)
    }

    /// Machine of the file.
    #[must_use]
    pub fn machine(&self) -> Machine {
        Machine {
            e_machine: self.e_machine,
            pointer_size: if self.layout.wide { 8 } else { 4 },
            big_endian: self.layout.big,
            float_abi: if self.e_machine == elf::EM_ARM.0 { arm::float_abi(self) } else { FloatAbi::Unknown },
            convention: convention::of(self),
        }
    }
}
