//! Symbols by the declaration that they belong to.

use std::collections::BTreeMap;

use crate::graph::mangled::{self, Component, Special, View, What};
use crate::graph::{Binding, Export, Graph, SymbolKind};
use crate::rules::reason::Copies;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Old,
    New,
}

/// A symbol that one side has.
#[derive(Clone, Debug)]
pub(super) struct Item<'g> {
    pub(super) side: Side,
    /// Among the exports of its side.
    pub(super) index: u32,
    pub(super) export: &'g Export,
    pub(super) name: &'g str,
    pub(super) view: View,
}

impl<'g> Item<'g> {
    pub(super) fn of(graph: &'g Graph, side: Side, index: u32) -> Option<Self> {
        let export = &graph.exports[index as usize];
        let name = graph.str(export.name);
        if export.ksym.is_some() {
            return None;
        }
        // A symbol of C may be what a declaration of C++ was before; a variable of no namespace has its plain name.
        let view = mangled::view(name).or_else(|| {
            let what = match export.kind {
                SymbolKind::Function | SymbolKind::Ifunc => What::Function,
                _ => What::Variable,
            };
            let path = vec![Component { name: name.to_owned(), ..Component::default() }];
            (!name.starts_with("_Z") && !name.starts_with("_R")).then(|| View { what, path, ..View::default() })
        })?;
        Some(Self { side, index, export, name, view })
    }

    pub(super) fn is_weak(&self) -> bool {
        self.export.binding != Binding::Global
    }

    /// Its name is none of C++.
    pub(super) fn is_plain(&self) -> bool {
        !self.name.starts_with("_Z")
    }
}

/// All symbols of one declaration that one side has and the other does not.
#[derive(Clone, Debug)]
pub(super) struct Group<'g> {
    /// Equal for equal declarations.
    pub(super) key: String,
    /// The one that stands for it first.
    pub(super) items: Vec<Item<'g>>,
}

impl<'g> Group<'g> {
    pub(super) fn first(&self) -> &Item<'g> {
        &self.items[0]
    }

    pub(super) fn view(&self) -> &View {
        &self.items[0].view
    }

    pub(super) fn is_weak(&self) -> bool {
        self.items.iter().all(Item::is_weak)
    }

    pub(super) fn is_plain(&self) -> bool {
        self.items[0].is_plain()
    }

    /// What a compiler made of a class.
    pub(super) fn is_of_class(&self) -> bool {
        matches!(self.view().what, What::OfClass(_))
    }

    pub(super) fn is_structor(&self) -> bool {
        let what = self.view().what;
        matches!(what, What::Constructor(_) | What::InheritedConstructor(_) | What::Destructor(_))
    }

    /// The source's text of it.
    pub(super) fn declaration(&self) -> String {
        match self.view().what {
            What::OfClass(_) => ["class ", &self.view().name()].concat(),
            What::Function if self.view().result.is_some() => {
                [self.view().result.as_deref().unwrap_or_default(), " ", &self.view().declaration()].concat()
            }
            What::Function | What::Variable | What::Constructor(_) | What::Destructor(_) => self.view().declaration(),
            _ => self.view().text(),
        }
    }

    /// What is known of copies that consumers have.
    pub(super) fn copies(&self) -> Copies {
        if !self.is_weak() || self.is_of_class() {
            Copies::None
        } else if self.view().is_instantiation() {
            Copies::Unknown
        } else {
            Copies::Own
        }
    }
}

/// What symbols have that are of one declaration, whichever of them it is.
fn key(view: &View) -> String {
    match view.what {
        What::OfClass(_) => [&view.name(), "::{class}"].concat(),
        What::Function
        | What::Variable
        | What::Constructor(_)
        | What::Destructor(_)
        | What::InheritedConstructor(_) => of_declaration(view),
        // Each of these accompanies a function or a variable.
        What::Thunk
        | What::Guard
        | What::Temporary
        | What::ThreadWrapper
        | What::ThreadInit
        | What::TransactionClone => of_declaration(view),
        What::ModuleInit | What::ArgumentObject => view.text(),
    }
}

fn of_declaration(view: &View) -> String {
    let mut out = view.declaration();
    if let Some(result) = &view.result {
        out.push_str(" -> ");
        out.push_str(result);
    }
    if let Some(constraint) = &view.constraint {
        out.push_str(" requires ");
        out.push_str(constraint);
    }
    out.push_str(&view.suffix);
    out
}

/// The order in which symbols stand for their declaration: what the source names before what compilers make.
fn rank(view: &View) -> (u8, u8) {
    match view.what {
        What::Function | What::Variable => (0, 0),
        What::Constructor(variant) | What::InheritedConstructor(variant) => (0, variant),
        What::Destructor(b'0') => (0, 3),
        What::Destructor(variant) => (0, variant - b'0'),
        What::OfClass(Special::Table) => (1, 0),
        What::OfClass(Special::TypeInfo) => (1, 1),
        What::OfClass(Special::TypeName) => (1, 2),
        What::OfClass(Special::TableTable) => (1, 3),
        What::OfClass(Special::ConstructionTable) => (1, 4),
        _ => (2, 0),
    }
}

/// Puts together what belongs to one declaration, in the order of the keys.
pub(super) fn grouped(items: Vec<Item<'_>>) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(bool, String), Vec<Item<'_>>> = BTreeMap::new();
    for item in items {
        // A variable of no namespace is not mangled, what accompanies it is.
        let accompanies =
            matches!(item.view.what, What::Guard | What::Temporary | What::ThreadWrapper | What::ThreadInit);
        let is_plain = item.is_plain() || accompanies && item.view.path.len() == 1;
        groups.entry((is_plain, key(&item.view))).or_default().push(item);
    }
    groups
        .into_iter()
        .map(|((_, key), mut items)| {
            items.sort_by(|a, b| (rank(&a.view), a.name).cmp(&(rank(&b.view), b.name)));
            Group { key, items }
        })
        .collect()
}

/// What a symbol of a class is, in a word.
pub(super) fn word(what: What) -> &'static str {
    match what {
        What::OfClass(Special::Table) => "vtable",
        What::OfClass(Special::TypeInfo) => "typeinfo",
        What::OfClass(Special::TypeName) => "typeinfo name",
        What::OfClass(Special::TableTable) => "VTT",
        What::OfClass(Special::ConstructionTable) => "construction vtable",
        What::Thunk => "thunk",
        What::Guard => "guard variable",
        What::Temporary => "reference temporary",
        What::ThreadWrapper => "TLS wrapper",
        What::ThreadInit => "TLS initializer",
        _ => "symbol",
    }
}
