//! What is asked of a unit, and what is answered.

/// Which kernel's genksyms is followed: in 6.14 its grammar was written anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grammar {
    /// That of kernels up to 6.13.
    #[default]
    Older,
    /// That of kernels from 6.14 to 6.19.
    Newer,
    /// That of kernels from 7.0 on, which knows attributes in one more place.
    Newest,
}

/// An export of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Symbol name.
    pub name: String,
    /// The source file by the text's own markers.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// The number of what it stands for, if anything declares it.
    pub(super) symbol: Option<u32>,
    /// The CRC; `None` if nothing declares the symbol, or it means different sorts of types by one name.
    pub crc: Option<u32>,
    /// Without a CRC, the name that it reaches, and that is not declared, or as a type of another kind.
    pub undefined: Option<String>,
    /// What differs from the reference, as symtypes name it (`s#list`), that which the text reaches last first.
    pub changed: Vec<(String, Standing)>,
}

/// How a definition differs from that of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is another one.
    Modified,
    /// It was only declared there.
    Defined,
}

/// A definition that the reference marks to be kept, and that the unit declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// As symtypes name it: `s#list`.
    pub name: String,
    /// The unit defines it otherwise. Else the mark has no effect.
    pub differs: bool,
}

impl Export {
    /// Whether anything in the unit declares it, so far as the tool understands the unit.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.symbol.is_some()
    }
}

/// What a unit says of its exports.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// In the order of the text.
    pub exports: Vec<Export>,
    /// Lines of symtypes without their ends, as `genksyms -T` writes them.
    pub symtypes: Vec<Vec<u8>>,
    /// How many times the grammar does not know what it read. The tool passes over such a declaration and says nothing.
    pub errors: usize,
    /// File and line of the first of those.
    pub first_error: Option<(String, usize)>,
    /// What the reference marks to be kept, in the order in which the unit declares it: see [`Unit::read_against`].
    pub kept: Vec<Kept>,
    /// Exports of the reference that the unit does not have, in its order.
    pub gone: Vec<String>,
}
