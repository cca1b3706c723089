//! Symbols of an object, and the declarations that give them types.

use std::borrow::Cow;
use std::io;

use super::types::{Types, place_of};
use super::xml::{Attributes, Xml};
use crate::graph::{Binding, Export, Graph, Kind, SymbolKind, Visibility};

/// The exports of a graph, those that are names of one thing together.
pub(super) struct Symbols<'g> {
    graph: &'g Graph,
    /// Each group begins with the symbol that stands for all: the others are its aliases.
    groups: Vec<Vec<&'g Export>>,
}

impl<'g> Symbols<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let mut exports: Vec<&Export> = graph.exports.iter().collect();
        // What has no place of its own (an import of a kernel's table, a dump) has no aliases either. Names of one thing that
        // differ in their type (assembler gives none) are told apart, for readers give aliases one type.
        let place =
            |e: &Export| (e.address != 0).then_some((e.object, e.section, e.address, is_function(e), e.type_id));
        // The name that most likely is the one of the definition stands first: strong, the default version, not reserved.
        let rank = |e: &Export| {
            let name = graph.str(e.name);
            (e.binding == Binding::Weak, !e.version_default, name.starts_with('_'), name)
        };
        exports.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| rank(a).cmp(&rank(b))));
        let groups = exports.chunk_by(|a, b| place(a).is_some() && place(a) == place(b));
        let mut groups: Vec<Vec<&Export>> = groups.map(<[&Export]>::to_vec).collect();
        groups.sort_by_key(|group| (graph.str(group[0].name), graph.str(group[0].version)));
        Self { graph, groups }
    }

    /// Writes the list of functions, and that of variables.
    pub(super) fn lists(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        for (element, of_functions) in [("elf-function-symbols", true), ("elf-variable-symbols", false)] {
            let mut listed: Vec<(&Export, String)> = Vec::new();
            for group in self.groups.iter().filter(|group| is_function(group[0]) == of_functions) {
                let aliases: Vec<String> = group[1..].iter().map(|e| self.identifier(e)).collect();
                listed.push((group[0], aliases.join(",")));
                listed.extend(group[1..].iter().map(|&e| (e, String::new())));
            }
            if listed.is_empty() {
                continue;
            }
            listed.sort_by_key(|(e, _)| (self.graph.str(e.name), self.graph.str(e.version)));
            xml.open(element, &[])?;
            for (e, aliases) in listed {
                xml.empty("elf-symbol", &self.symbol(e, aliases))?;
            }
            xml.close()?;
        }
        Ok(())
    }

    fn symbol(&self, e: &Export, aliases: String) -> Attributes<'g> {
        let mut attributes: Attributes<'g> = vec![("name", self.graph.str(e.name).into())];
        if !is_function(e) {
            attributes.push(("size", e.size.to_string().into()));
        }
        if !e.version.is_none() {
            attributes.push(("version", self.graph.str(e.version).into()));
            if e.version_default {
                attributes.push(("is-default-version", "yes".into()));
            }
        }
        let kind = match e.kind {
            SymbolKind::Function => "func-type",
            SymbolKind::Object => "object-type",
            SymbolKind::Tls => "tls-type",
            SymbolKind::Ifunc => "gnu-ifunc-type",
            SymbolKind::Untyped => "no-type",
        };
        let binding = match e.binding {
            Binding::Global => "global-binding",
            Binding::Weak => "weak-binding",
            Binding::Unique => "gnu-unique-binding",
        };
        let visibility = match e.visibility {
            Visibility::Default => "default-visibility",
            Visibility::Protected => "protected-visibility",
            Visibility::Hidden => "hidden-visibility",
        };
        attributes.extend([("type", kind.into()), ("binding", binding.into()), ("visibility", visibility.into())]);
        if !aliases.is_empty() {
            attributes.push(("alias", aliases.into()));
        }
        attributes.push(("is-defined", "yes".into()));
        let namespace = e.ksym.map_or("", |k| self.graph.str(k.namespace));
        if !namespace.is_empty() {
            attributes.push(("namespace", namespace.into()));
        }
        attributes
    }

    /// Writes a declaration for all names of a thing.
    pub(super) fn declarations(&self, types: &Types<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
        for e in self.groups.iter().map(|group| group[0]) {
            let Some(of) = e.type_id.filter(|&of| types.has(of)) else { continue };
            let name: Cow<'_, str> = self.graph.str(e.name).into();
            let place = place_of(self.graph.str(e.pos.file), e.pos.line);
            let symbol = ("elf-symbol-id", self.identifier(e).into());
            if self.graph.node(of).kind == Kind::Function {
                let mut attributes = vec![("name", name.clone()), ("mangled-name", name)];
                attributes.extend(place);
                let size = u32::from(self.graph.machine.pointer_size) * 8;
                attributes.extend([("visibility", "default".into()), ("binding", "global".into())]);
                attributes.extend([("size-in-bits", size.to_string().into()), symbol]);
                xml.open("function-decl", &attributes)?;
                types.signature(of, true, xml)?;
                xml.close()?;
            } else {
                let mut attributes = vec![("name", name.clone()), ("type-id", types.of(of)), ("mangled-name", name)];
                attributes.push(("visibility", "default".into()));
                attributes.extend(place);
                attributes.push(symbol);
                xml.empty("var-decl", &attributes)?;
            }
        }
        Ok(())
    }

    /// What declarations and aliases call a symbol.
    fn identifier(&self, e: &Export) -> String {
        let name = self.graph.str(e.name);
        match (e.version.is_none(), e.version_default) {
            (true, _) => name.to_owned(),
            (false, true) => format!("{name}@@{}", self.graph.str(e.version)),
            (false, false) => format!("{name}@{}", self.graph.str(e.version)),
        }
    }
}

/// Whether a symbol is listed among functions.
fn is_function(e: &Export) -> bool {
    !matches!(e.kind, SymbolKind::Object | SymbolKind::Tls)
}
