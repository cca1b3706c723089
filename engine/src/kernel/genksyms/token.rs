//! What the grammar of declarations works with: kinds of its symbols, and the tokens that are recorded of each.

/// The number of a word.
pub(super) type Word = u32;

/// A symbol of the grammar. Many stand for whole phrases, whose inside is of no interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The input ends.
    End,
    Identifier,
    /// The name of a typedef.
    TypeName,
    /// `auto`, `register`, `static`.
    Storage,
    Extern,
    Inline,
    /// A word that is a type: `int`, `unsigned`, `__builtin_va_list`.
    Plain,
    /// `const`, `volatile`.
    Qualifier,
    Restrict,
    Struct,
    Union,
    Enum,
    Typedef,
    Extension,
    Export,
    /// `typeof`, with a declaration behind its parenthesis.
    Typeof,
    /// `typeof (expression)`.
    TypeofPhrase,
    /// `__attribute__ ((...))`.
    Attribute,
    /// `asm ("...")`.
    Asm,
    /// `_Static_assert (...)`.
    StaticAssert,
    /// `{ ... }` that is no body of a type.
    Braces,
    /// `[ ... ]`.
    Brackets,
    /// What stands behind `=` or `:`.
    Expression,
    /// `...`
    Dots,
    /// A character that stands for itself.
    Sign(u8),
    /// A number, string or operator.
    Other,
}

impl Kind {
    /// Whether it can be among the specifiers of a declaration.
    pub(super) fn is_specifier(self) -> bool {
        matches!(
            self,
            Self::TypeName
                | Self::Storage
                | Self::Extern
                | Self::Inline
                | Self::Plain
                | Self::Qualifier
                | Self::Restrict
                | Self::Struct
                | Self::Union
                | Self::Enum
                | Self::Typeof
                | Self::TypeofPhrase
                | Self::Attribute
        )
    }
}

/// What a recorded word refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    /// Itself.
    Word,
    Typedef,
    Struct,
    Union,
    Enum,
    /// The value of an enumeration constant.
    Constant,
}

impl Tag {
    /// The letters that mark it in symtypes.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Word => "",
            Self::Typedef => "t#",
            Self::Struct => "s#",
            Self::Union => "u#",
            Self::Enum => "e#",
            Self::Constant => "E#",
        }
    }

    /// Whether structures, unions and enumerations share its names.
    pub(super) fn is_of_tags(self) -> bool {
        matches!(self, Self::Struct | Self::Union | Self::Enum)
    }
}

/// A word of a definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) tag: Tag,
    /// It stands in the source itself, not in a header.
    pub(super) is_own: bool,
}

impl Token {
    pub(super) fn of(word: Word) -> Self {
        Self { word, tag: Tag::Word, is_own: false }
    }
}

/// Where a token was lies apart from what it is.
impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        (self.word, self.tag) == (other.word, other.tag)
    }
}
