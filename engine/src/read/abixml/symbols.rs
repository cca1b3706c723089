//! Symbols of a dump by libabigail, and the types that declarations give them.

use std::borrow::Cow;

use super::xml::Element;
use crate::graph::{Binding, SymbolKind, Visibility};
use crate::ground::maps::FastMap;
use crate::read::dump::error::{Result, damaged};
use crate::read::dump::rows::{Place, Symbol};

/// A symbol, and what its declaration says.
pub(super) struct Listed<'b> {
    pub(super) at: usize,
    pub(super) name: Cow<'b, [u8]>,
    pub(super) symbol: Symbol<'b>,
    pub(super) place: Place,
    /// What other names of it are called: `foo@@V1,bar`.
    aliases: Option<String>,
}

/// All symbols of a file.
#[derive(Default)]
pub(super) struct Symbols<'b> {
    pub(super) list: Vec<Listed<'b>>,
    /// By the identifier that declarations use.
    index: FastMap<String, usize>,
}

impl<'b> Symbols<'b> {
    /// Takes `elf-symbol` in.
    ///
    /// # Errors
    /// It says what no symbol of an interface is.
    pub(super) fn take(&mut self, element: &Element<'b>) -> Result<()> {
        if element.is_yes("is-suppressed") {
            return Ok(());
        }
        let Some(name) = element.get("name") else { return damaged(element.at, "a symbol without a name") };
        let unknown = |what: &str, value: &str| damaged(element.at, format!("{what} {value} of a symbol is not known"));
        let kind = match element.get("type") {
            Some("func-type") => SymbolKind::Function,
            Some("object-type" | "common-type") => SymbolKind::Object,
            Some("tls-type") => SymbolKind::Tls,
            Some("gnu-ifunc-type") => SymbolKind::Ifunc,
            None | Some("no-type") => SymbolKind::Untyped,
            Some(other) => return unknown("type", other),
        };
        let binding = match element.get("binding") {
            None | Some("global-binding") => Binding::Global,
            Some("weak-binding") => Binding::Weak,
            Some("gnu-unique-binding") => Binding::Unique,
            Some(other) => return unknown("binding", other),
        };
        let visibility = match element.get("visibility") {
            None | Some("default-visibility") => Visibility::Default,
            Some("protected-visibility") => Visibility::Protected,
            Some("hidden-visibility" | "internal-visibility") => Visibility::Hidden,
            Some(other) => return unknown("visibility", other),
        };
        let version = Some(element.text("version")).filter(|version| !version.is_empty());
        let version_default = version.is_none() || element.is_yes("is-default-version");
        let id = match element.get("version") {
            None | Some("") => name.to_owned(),
            Some(version) => format!("{name}{}{version}", if version_default { "@@" } else { "@" }),
        };
        let symbol = Symbol {
            version,
            version_default,
            is_defined: element.get("is-defined") != Some("no"),
            kind,
            binding,
            visibility,
            has_crc: element.get("crc").is_some(),
            namespace: Some(element.text("namespace")).filter(|namespace| !namespace.is_empty()),
            size: element.number("size")?.unwrap_or(0),
            to: None,
        };
        let aliases = element.get("alias").map(str::to_owned);
        self.index.entry(id).or_insert(self.list.len());
        self.list.push(Listed { at: element.at, name: element.text("name"), symbol, place: Place::default(), aliases });
        Ok(())
    }

    /// A declaration gives a symbol its type; the first one counts.
    pub(super) fn declare(&mut self, id: &str, to: u32, place: Place) {
        if let Some(&at) = self.index.get(id)
            && self.list[at].symbol.to.is_none()
        {
            (self.list[at].symbol.to, self.list[at].place) = (Some(to), place);
        }
    }

    /// Gives all names of one thing the type that a declaration gave one of them: abidw declares one alone.
    pub(super) fn share(&mut self) {
        for at in 0..self.list.len() {
            let Some(aliases) = self.list[at].aliases.take() else { continue };
            let others = aliases.split(',').filter_map(|id| self.index.get(id.trim()).copied());
            let group: Vec<usize> = std::iter::once(at).chain(others).collect();
            let typed = group.iter().map(|&i| &self.list[i]).find(|listed| listed.symbol.to.is_some());
            let Some((to, place)) = typed.map(|listed| (listed.symbol.to, listed.place)) else { continue };
            for i in group {
                let listed = &mut self.list[i];
                if listed.symbol.to.is_none() {
                    (listed.symbol.to, listed.place) = (to, place);
                }
            }
        }
    }
}
