//! A symbols file held against libraries: what is gone, what is new.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Value of [`SymbolsCheck::schema`].
pub const SCHEMA: &str = "abilens-symbols/1";

/// What a symbols file and libraries say of each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct SymbolsCheck {
    /// `abilens-symbols/1`
    pub schema: Cow<'static, str>,
    /// The symbols file as the user named it.
    pub file: String,
    /// Libraries of either, by SONAME.
    pub libraries: Vec<LibrarySymbols>,
}

/// One library.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct LibrarySymbols {
    /// `DT_SONAME`
    pub soname: String,
    /// The file lists it.
    pub listed: bool,
    /// It is among the libraries.
    pub offered: bool,
    /// Symbols that it offers.
    pub symbols: usize,
    /// Entries of the file that stand for no symbol any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<ListedSymbol>,
    /// The same of entries that are tagged `optional`, or noted as missing before: nobody relies on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional_gone: Vec<ListedSymbol>,
    /// Symbols that no entry stands for; none of a library that the file does not list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<OfferedSymbol>,
    /// Symbols that are there, though the file says that this machine has none, or that they are missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpected: Vec<ListedSymbol>,
}

/// An entry of a symbols file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct ListedSymbol {
    /// `name@version`, or a pattern.
    pub symbol: String,
    /// The least version of the package that has it.
    pub since: String,
    /// Tags, as `name` or `name=value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// A symbol of a library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct OfferedSymbol {
    /// `name@version`, `Base` if it has none.
    pub symbol: String,
    /// As `c++filt` spells the name, if it is of C++.
    pub source: Option<String>,
}

impl SymbolsCheck {
    /// Whether something is gone that others may rely on.
    #[must_use]
    pub fn is_something_gone(&self) -> bool {
        self.libraries.iter().any(|l| !l.gone.is_empty() || l.listed && !l.offered)
    }

    /// Whether something is offered that the file does not list.
    #[must_use]
    pub fn is_something_new(&self) -> bool {
        self.libraries.iter().any(|l| !l.new.is_empty() || !l.listed)
    }
}
