//! What only the sources of public headers show of a side: macros, default arguments, bodies of inline functions and the like.
//! No binary holds it, so a graph does not either; it stands beside one.
//!
//! Texts are kept as they were preprocessed, and compared token by token ([`tokens`]).

pub mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Access;
use tokens::Token;

/// What the public headers of one side show.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What the preprocessor made of the public headers and of all that they include, without directives. Ranges of bytes
    /// refer to it.
    text: String,
    /// Offsets of the ends of its lines.
    line_ends: Vec<usize>,
    /// Where stretches of the text come from, by the offset of their first byte.
    stretches: Vec<Stretch>,
    /// Public headers as consumers include them; stretches refer to them by number.
    pub files: Vec<String>,
    /// The sources of `files`, by the same numbers; empty where they are not at hand.
    pub sources: Vec<String>,
    /// Macros of all headers that come to `__LINE__`, in one step or more.
    pub line_macros: BTreeSet<String>,
    /// What macros of public headers stand for once all headers are included, by name.
    pub macros: BTreeMap<String, Macro>,
    /// What macros stood for before another header defined them again, by name and by the header.
    pub replaced: BTreeMap<(String, String), Macro>,
    /// What is declared; `None` where no front end parsed it.
    pub declared: Option<Declared>,
    /// Public headers that were not read, as consumers include them: what they declare is not known.
    pub unread: BTreeSet<String>,
}

/// What headers declare.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Declarations of public headers in their order.
    pub declarations: Vec<Declaration>,
    /// What aliases of all headers stand for, by their names without scopes; `None` where several differ.
    pub aliases: BTreeMap<String, Option<String>>,
    /// Namespaces of public headers, with the scopes around them, that have the names of another one, by a directive or as another
    /// name of it; and what that one is called, without scopes.
    pub opened: BTreeSet<(String, String)>,
}

/// A stretch of text whose lines follow each other in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Offset of its first byte in the text.
    pub start: usize,
    /// The public header, as a number of [`Shown::files`]; `None` of other files.
    pub file: Option<u32>,
    /// The line of its first byte, from 1.
    pub line: u32,
}

/// A line of a public header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of [`Shown::files`].
    pub file: u32,
    /// From 1.
    pub line: u32,
}

/// A macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    /// The names of its parameters; `None` of one that takes none.
    pub parameters: Option<Vec<String>>,
    /// What it stands for.
    pub body: String,
    /// Where it was defined last.
    pub place: Place,
    /// It keeps its header from being read twice, and says nothing else.
    pub is_guard: bool,
}

/// What a declaration declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclarationKind {
    /// A class, struct or union.
    Class,
    /// A function or member function.
    Function,
    /// A data member.
    Field,
    /// A variable, or a static member.
    Variable,
    /// An enumeration.
    Enum,
    /// A name in an enumeration.
    Enumerator,
    /// Another name of a type.
    Alias,
    /// A name of another scope (`using scope::name`).
    Using,
}

/// A declaration that consumers see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What it declares.
    pub kind: DeclarationKind,
    /// Its name with all scopes around it: `ns::Class::member`.
    pub name: String,
    /// The same without inline namespaces.
    pub key: String,
    /// Its type as the front end spells it, with numbers for the parameters of templates; empty of a class.
    pub type_: String,
    /// The same with their names; of a class its keyword, of a name of another scope that name, as it is written.
    pub spelt: String,
    /// `type_` without the alias that it is, if it is one.
    pub desugared: String,
    /// Its name's line.
    pub place: Place,
    /// Who may name it, as far as the class says that it lies in.
    pub access: Access,
    /// A class around it is private.
    pub is_hidden: bool,
    /// It is a template, or a part of one.
    pub is_template: bool,
    /// It is an explicit specialization of a function or variable.
    pub is_specialized: bool,
    /// The names of the parameters of all templates around it, the outermost first.
    pub template_parameters: Vec<String>,
    /// It has C linkage, so that it has no overloads.
    pub is_c: bool,
    /// The class or virtual function is final.
    pub is_final: bool,
    /// The constructor or conversion is `explicit`.
    pub is_explicit: bool,
    /// It is deleted.
    pub is_deleted: bool,
    /// The variable is constant.
    pub is_constant: bool,
    /// Its definition is given; of a class, that its members are known.
    pub is_defined: bool,
    /// It promises not to throw.
    pub noexcept: Noexcept,
    /// Of a function.
    pub parameters: Vec<Parameter>,
    /// Of an enumerator: what it stands for, where the front end says so.
    pub value: Option<i128>,
    /// Of an enumerator: its enumeration with all scopes around it; `None` of one without a name.
    pub enumeration: Option<String>,
    /// The enumeration keeps its names in a scope of its own.
    pub is_scoped: bool,
    /// Of a class: its bases, then its data members, then its virtual functions.
    pub members: Vec<Member>,
    /// The body of a function with the initialisers of a constructor; what a member or enumerator is initialised with, and a
    /// variable that consumers define themselves: a constant, and what is inline or static.
    pub body: Option<Range<usize>>,
}

/// A base, a data member or a virtual function of a class, or where the members of a record without a name begin and end: `union {` and `}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Its name; empty of others than data members and functions.
    pub name: String,
    /// Its type, as [`Declaration::type_`]; with the words in front of a base.
    pub type_: String,
    /// The same without the alias that it is, if it is one.
    pub desugared: String,
    /// The width of a bit-field.
    pub width: Option<Range<usize>>,
    /// The same in bits, where the front end says so.
    pub bits: Option<i128>,
    /// It is a base.
    pub is_base: bool,
    /// It is a virtual function that does not say that it overrides one.
    pub is_virtual: bool,
}

/// A parameter of a function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Its name; empty if it has none.
    pub name: String,
    /// What stands for an argument that is left out.
    pub default: Option<Range<usize>>,
}

/// What a function says of exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Noexcept {
    /// Nothing, or what comes to the same.
    #[default]
    No,
    /// `noexcept`
    Yes,
    /// `noexcept(CONDITION)`
    If(String),
    /// It is left to the compiler: destructors, defaulted and deleted functions that say nothing.
    Implied,
}

impl Shown {
    /// Text of a preprocessor, and where its stretches come from, in their order.
    #[must_use]
    pub fn new(text: String, stretches: Vec<Stretch>, files: Vec<String>, macros: BTreeMap<String, Macro>) -> Self {
        let line_ends = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        Self { text, line_ends, stretches, files, macros, ..Self::default() }
    }

    /// The text of the public headers and of what they include.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of an offset in the text, by its number, and the line in its file.
    fn stretch(&self, offset: usize) -> Option<(usize, u32)> {
        let at = self.stretches.partition_point(|s| s.start <= offset).checked_sub(1)?;
        let stretch = self.stretches[at];
        let ends = |offset| self.line_ends.partition_point(|end| *end < offset);
        let lines = u32::try_from(ends(offset) - ends(stretch.start)).unwrap_or(u32::MAX);
        Some((at, stretch.line.saturating_add(lines)))
    }

    /// The stretch, by its number, of a line of the text, counted from 1, and the line in its file.
    #[must_use]
    pub fn stretch_of_line(&self, line: usize) -> Option<(usize, u32)> {
        let start = match line.checked_sub(2) {
            Some(before) => self.line_ends.get(before)? + 1,
            None => 0,
        };
        self.stretch(start)
    }

    /// The public line of an offset in the text; `None` of what does not lie in a public header.
    #[must_use]
    pub fn place(&self, offset: usize) -> Option<Place> {
        let (at, line) = self.stretch(offset)?;
        Some(Place { file: self.stretches[at].file?, line })
    }

    /// Whether `__LINE__` may have given the number of line `last`, spelt `number`, at a place in front of it: the lines in
    /// between name it, or a macro that comes to it, and do not spell the number.
    #[must_use]
    pub fn gives_line(&self, place: Place, last: u32, number: &str) -> bool {
        let Some(source) = self.sources.get(place.file as usize) else { return false };
        let (first, count) = (place.line.saturating_sub(1) as usize, last.saturating_sub(place.line) as usize + 1);
        let mut gives = false;
        for token in source.lines().skip(first).take(count).flat_map(tokens::all) {
            if token.text == number {
                return false;
            }
            gives |= token.text == "__LINE__" || self.line_macros.contains(token.text);
        }
        gives
    }

    /// The name of a file.
    #[must_use]
    pub fn file(&self, place: Place) -> &str {
        self.files.get(place.file as usize).map_or("", String::as_str)
    }

    /// The tokens of a range, each with its line; 0 where that is not known.
    #[must_use]
    pub fn tokens(&self, range: &Range<usize>) -> Vec<(Token<'_>, u32)> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let line = |token: &Token<'_>| self.stretch(range.start + token.start).map_or(0, |(_, line)| line);
        tokens::all(text).map(|token| (token, line(&token))).collect()
    }

    /// The text of a range on one line.
    #[must_use]
    pub fn spelt(&self, range: &Range<usize>) -> String {
        tokens::on_one_line(self.text.get(range.clone()).unwrap_or_default())
    }
}
