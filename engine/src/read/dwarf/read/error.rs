//! Why a piece of DWARF could not be read.

use gimli::Error;

/// Why a piece of DWARF could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DwarfError {
    /// Bytes are missing.
    #[error("unexpected end of data")]
    Truncated,
    /// A LEB128 of more than 64 bits.
    #[error("malformed LEB128 number")]
    BadLeb,
    /// An attribute form that no DWARF version up to 5 (nor GNU) defines.
    #[error("unknown attribute form {0:#x}")]
    UnknownForm(u64),
    /// A DIE names an abbreviation that is not in the table.
    #[error("unknown abbreviation code {0}")]
    UnknownAbbreviation(u64),
    /// Unit version outside 2..=5.
    #[error("unsupported DWARF version {0}")]
    UnknownVersion(u16),
    /// Unit type unknown.
    #[error("unknown unit type {0:#x}")]
    UnknownUnitType(u8),
    /// An offset or index points outside its section.
    #[error("offset {0:#x} is outside its section")]
    BadOffset(u64),
    /// A unit whose addresses have another size.
    #[error("unsupported address size {0}")]
    AddressSize(u8),
    /// A length that DWARF reserves.
    #[error("the length {0:#x} is reserved")]
    ReservedLength(u32),
    /// What else gimli refuses.
    #[error("{0}")]
    Malformed(gimli::Error),
    /// An abbreviation table runs through those of several other units.
    #[error(
        "its abbreviation table runs through those of other units, up to offset {0:#x} of .debug_abbrev and beyond"
    )]
    OverlappingTables(u64),
    /// Line tables overlap, so that their bytes would be read again for unit after unit.
    #[error("its line table runs through those of other units, which were read often enough")]
    TooOften,
    /// Names that lie one in the other, or one long name for many DIEs.
    #[error(
        "the names that units refer to would take more than {0} bytes, the limit for debug information of this size"
    )]
    TooMuchText(u64),
    /// A string lies outside of its section, or does not end there.
    #[error("a string at offset {0:#x} is outside its section")]
    BadString(u64),
    /// A reference by signature, and no type unit has that one.
    #[error("no type unit has the signature {0:#018x}")]
    NoSignature(u64),
    /// Several type units of one signature that hold different types.
    #[error("type units of the signature {0:#018x} differ")]
    SignatureTwice(u64),
    /// A type that is given in no form of reference.
    #[error("a type is given in no form that refers to one")]
    NoReference,
    /// A reference into a supplementary file, and there is none.
    #[error("a reference leads into a supplementary file, and there is none")]
    NoSupplement,
    /// A unit without the DIE that stands for it.
    #[error("the unit has no DIE of its own")]
    NoUnitDie,
    /// The DIE of a unit is of another kind than its header.
    #[error("the header says unit type {0:#x}, and its DIE is of tag {1:#x}")]
    WrongUnit(u8, u16),
    /// Children are nested deeper than any compiler does, or the tree does not close.
    #[error("DIE tree is not closed")]
    BadTree,
}

/// Result of reading DWARF.
pub type Result<T> = std::result::Result<T, DwarfError>;

impl From<Error> for DwarfError {
    fn from(e: Error) -> Self {
        match e {
            // Where the data ends, gimli tells as an address of this process.
            Error::UnexpectedEof(_) => Self::Truncated,
            Error::BadUnsignedLeb128 | Error::BadSignedLeb128 => Self::BadLeb,
            Error::UnknownForm(form) => Self::UnknownForm(u64::from(form.0)),
            Error::UnknownVersion(version) => Self::UnknownVersion(u16::try_from(version).unwrap_or(u16::MAX)),
            Error::UnknownUnitType(unit) => Self::UnknownUnitType(unit.0),
            Error::UnsupportedAddressSize(size) => Self::AddressSize(size),
            Error::UnknownReservedLength(length) => Self::ReservedLength(length),
            e => Self::Malformed(e),
        }
    }
}
