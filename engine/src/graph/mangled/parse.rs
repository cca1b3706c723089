//! Reads a mangled name of the Itanium C++ ABI (section 5.1): encodings, special names, and what all parts share.
//!
//! The grammar is one of descent; how deep it goes and how much text it makes are bounded, and what lies beyond is refused.
//! A substitution may stand for text that holds the same substitution again: names of some hundred bytes can mean more text
//! than a machine holds.

use super::pieces::{self, Argument, Component, Known, Named, Shape, Type};
use super::view::{Special, View, What};

/// How deep names, types and expressions may lie in one another.
const DEPTH: u32 = 128;
/// How much text may be made on the way, in bytes: so much for each byte of the name, and a bit for short ones. Steps that
/// make no text count as a byte, so the time that a name takes is bounded as well.
const TEXT: (usize, usize) = (512, 1 << 12);
/// A longer name is refused unread.
const LONGEST: usize = 1 << 16;

/// See the module.
pub(super) struct Parser<'a> {
    text: &'a [u8],
    pub(super) at: usize,
    depth: u32,
    room: usize,
    pub(super) known: Vec<Known>,
    /// Arguments of the template whose declaration is being read.
    pub(super) arguments: Vec<Argument>,
    /// Which element of a pack is being read, and how many the last pack met has.
    pub(super) element: Option<usize>,
    pub(super) elements: Option<usize>,
    /// How many lambdas lie around: their parameters are no template's.
    pub(super) lambdas: u32,
    /// The type of a conversion operator is being read: arguments behind it are the operator's.
    pub(super) converting: bool,
    /// A lambda or unnamed type outside of functions was met.
    pub(super) unnamed: bool,
    /// Something that is required of arguments was met.
    pub(super) constrained: bool,
    /// Something local to a function was met.
    pub(super) local: bool,
    /// How many local names lie around.
    pub(super) inside: u32,
}

/// What an encoding says.
#[derive(Clone, Debug, Default)]
pub(super) struct Encoding {
    pub(super) named: Named,
    pub(super) result: Option<Type>,
    pub(super) parameters: Option<Vec<String>>,
    pub(super) constraint: Option<String>,
}

impl Encoding {
    pub(super) fn text(&self) -> String {
        let mut out = self.named.text();
        if let Some(parameters) = &self.parameters {
            out.push('(');
            out.push_str(&parameters.join(", "));
            out.push(')');
        }
        out.push_str(&self.named.qualifiers);
        out
    }
}

/// Reads a whole name.
pub(super) fn view(name: &str) -> Option<View> {
    let body = name.strip_prefix("_Z")?;
    // What stands behind a dot is a clone's mark; no source name holds one.
    let (body, suffix) = body.find('.').map_or((body, ""), |at| body.split_at(at));
    if body.len() > LONGEST {
        return None;
    }
    let mut parser = Parser {
        text: body.as_bytes(),
        at: 0,
        depth: 0,
        room: TEXT.0 * body.len() + TEXT.1,
        known: Vec::new(),
        arguments: Vec::new(),
        element: None,
        elements: None,
        lambdas: 0,
        converting: false,
        unnamed: false,
        constrained: false,
        local: false,
        inside: 0,
    };
    let mut view = parser.whole()?;
    if parser.at != parser.text.len() {
        return None;
    }
    suffix.clone_into(&mut view.suffix);
    (view.is_local, view.names_unnamed) = (view.is_local || parser.local, parser.unnamed);
    view.is_constrained = parser.constrained;
    Some(view)
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    pub(super) fn is_at(&self, what: &str) -> bool {
        self.text[self.at.min(self.text.len())..].starts_with(what.as_bytes())
    }

    pub(super) fn take(&mut self, what: &str) -> bool {
        let is = self.is_at(what);
        if is {
            self.at += what.len();
        }
        is
    }

    pub(super) fn need(&mut self, what: &str) -> Option<()> {
        self.take(what).then_some(())
    }

    pub(super) fn bytes(&self, from: usize) -> Option<&[u8]> {
        self.text.get(from..self.at)
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Goes a level deeper for as long as `what` takes.
    pub(super) fn deeper<T>(&mut self, what: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEPTH {
            return None;
        }
        self.depth += 1;
        let out = what(self);
        self.depth -= 1;
        out
    }

    /// So much text was made.
    pub(super) fn made(&mut self, bytes: usize) -> Option<()> {
        self.room = self.room.checked_sub(bytes + 1)?;
        Some(())
    }

    /// A decimal number, which may be negative (`n`).
    pub(super) fn number(&mut self) -> Option<i64> {
        let negative = self.take("n");
        let digits = self.digits()?;
        let value: i64 = digits.parse().ok()?;
        Some(if negative { -value } else { value })
    }

    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let from = self.at;
        while self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
        (self.at > from).then(|| std::str::from_utf8(&self.text[from..self.at]).ok())?
    }

    /// `_` is 0, `0_` is 1, and so on, in base 36.
    pub(super) fn sequence(&mut self) -> Option<usize> {
        if self.take("_") {
            return Some(0);
        }
        let mut value = 0_usize;
        while let c @ (b'0'..=b'9' | b'A'..=b'Z') = self.peek(0) {
            let digit = if c.is_ascii_digit() { c - b'0' } else { c - b'A' + 10 };
            value = value.checked_mul(36)?.checked_add(usize::from(digit))?;
            self.at += 1;
        }
        self.need("_")?;
        value.checked_add(1)
    }

    /// `_` is 0, `0_` is 1, and so on, in base 10.
    pub(super) fn ordinal(&mut self) -> Option<usize> {
        if self.take("_") {
            return Some(0);
        }
        let value: usize = self.digits()?.parse().ok()?;
        self.need("_")?;
        value.checked_add(1)
    }

    /// A length and so many bytes.
    pub(super) fn source_name(&mut self) -> Option<&'a str> {
        let length: usize = self.digits()?.parse().ok()?;
        let bytes = self.text.get(self.at..self.at.checked_add(length)?)?;
        if length == 0 {
            return None;
        }
        self.at += length;
        self.made(length)?;
        std::str::from_utf8(bytes).ok()
    }

    fn whole(&mut self) -> Option<View> {
        match (self.peek(0), self.peek(1)) {
            (b'T', b'V') => self.of_class(Special::Table),
            (b'T', b'I') => self.of_class(Special::TypeInfo),
            (b'T', b'S') => self.of_class(Special::TypeName),
            (b'T', b'T') => self.of_class(Special::TableTable),
            (b'T', b'C') => self.construction_table(),
            (b'T', b'h' | b'v' | b'c') => self.thunk(),
            (b'T', b'W') => self.of_variable(What::ThreadWrapper),
            (b'T', b'H') => self.of_variable(What::ThreadInit),
            (b'G', b'V') => self.of_variable(What::Guard),
            (b'G', b'R') => {
                let mut view = self.of_variable(What::Temporary)?;
                self.sequence()?;
                view.is_local |= self.inside > 0;
                Some(view)
            }
            (b'G', b'I') => {
                self.at += 2;
                let module = self.module()?;
                Some(View { what: What::ModuleInit, module, ..View::default() })
            }
            (b'G', b'T') => {
                self.at += 3;
                let encoding = self.encoding()?;
                Some(self.declared(What::TransactionClone, encoding))
            }
            (b'T', b'A') => {
                self.at += 2;
                let argument = self.argument()?;
                let text = pieces::spelt(&[argument]);
                let path = vec![Component { name: text, ..Component::default() }];
                Some(View { what: What::ArgumentObject, path, ..View::default() })
            }
            _ => {
                let encoding = self.encoding()?;
                let what = match (&encoding.named.structor, &encoding.parameters) {
                    (Some((b'C', variant)), _) => What::Constructor(*variant),
                    (Some((b'I', variant)), _) => What::InheritedConstructor(*variant),
                    (Some((_, variant)), _) => What::Destructor(*variant),
                    (None, Some(_)) => What::Function,
                    (None, None) => What::Variable,
                };
                Some(self.declared(what, encoding))
            }
        }
    }

    fn declared(&self, what: What, encoding: Encoding) -> View {
        View {
            what,
            // Behind the `_Z` that is not read here.
            variant_at: encoding.named.structor.map(|_| encoding.named.variant_at + 2),
            is_local: encoding.named.is_local,
            module: encoding.named.module.clone(),
            path: encoding.named.path,
            qualifiers: encoding.named.qualifiers,
            result: encoding.result.map(|t| t.text()),
            parameters: encoding.parameters,
            constraint: encoding.constraint,
            ..View::default()
        }
    }

    fn of_class(&mut self, special: Special) -> Option<View> {
        self.at += 2;
        let (named, text) = self.named_type()?;
        let mut view = class(special, named, text);
        view.is_local |= self.local;
        Some(view)
    }

    /// A type, as a name where it is one.
    fn named_type(&mut self) -> Option<(Named, String)> {
        let known = self.known.len();
        let type_ = self.type_()?;
        let text = type_.text();
        let path = vec![Component { name: text.clone(), ..Component::default() }];
        let plain = Named { path, ..Named::default() };
        let named = match self.known.get(known..).and_then(<[Known]>::last) {
            Some(Known::Name(named)) if type_.shape == Shape::Plain && named.text() == text => named.clone(),
            _ => type_.named.map_or(plain, |named| *named),
        };
        Some((named, text))
    }

    fn construction_table(&mut self) -> Option<View> {
        self.at += 2;
        let (named, text) = self.named_type()?;
        self.digits()?;
        self.need("_")?;
        self.type_()?;
        Some(class(Special::ConstructionTable, named, text))
    }

    fn thunk(&mut self) -> Option<View> {
        self.need("T")?;
        let covariant = self.peek(0) == b'c';
        if covariant {
            self.at += 1;
        }
        for _ in 0..=u32::from(covariant) {
            match self.peek(0) {
                b'h' => {
                    self.at += 1;
                    self.number()?;
                }
                b'v' => {
                    self.at += 1;
                    self.number()?;
                    self.need("_")?;
                    self.number()?;
                }
                _ => return None,
            }
            self.need("_")?;
        }
        let encoding = self.encoding()?;
        Some(self.declared(What::Thunk, encoding))
    }

    fn of_variable(&mut self, what: What) -> Option<View> {
        self.at += 2;
        let named = self.name(true)?;
        Some(self.declared(what, Encoding { named, ..Encoding::default() }))
    }

    /// A name with the type of what it names, if that is a function.
    pub(super) fn encoding(&mut self) -> Option<Encoding> {
        self.deeper(|p| {
            let outer = std::mem::take(&mut p.arguments);
            let out = p.encoding_inside();
            p.arguments = outer;
            out
        })
    }

    fn encoding_inside(&mut self) -> Option<Encoding> {
        let named = self.name(true)?;
        let mut out = Encoding { named, ..Encoding::default() };
        if self.is_done() || matches!(self.peek(0), b'E' | b'_') {
            return Some(out);
        }
        if out.named.has_result() {
            out.result = Some(self.type_()?);
        }
        out.parameters = Some(self.parameters()?);
        if self.take("Q") {
            self.constrained = true;
            out.constraint = Some(self.expression()?);
        }
        Some(out)
    }

    /// Types up to the end of the list; `void` alone is none.
    pub(super) fn parameters(&mut self) -> Option<Vec<String>> {
        let mut out = Vec::new();
        if self.take("v") {
            return Some(out);
        }
        while !self.is_done() && !matches!(self.peek(0), b'E' | b'Q' | b'_') && !self.is_at("RE") && !self.is_at("OE") {
            out.extend(self.parameter()?.into_iter().map(|t| t.text()));
        }
        (!out.is_empty()).then_some(out).or_else(|| Some(Vec::new()))
    }
}

fn class(special: Special, named: Named, text: String) -> View {
    let path = if named.text() == text { named.path } else { vec![Component { name: text, ..Component::default() }] };
    View { what: What::OfClass(special), is_local: named.is_local, module: named.module, path, ..View::default() }
}
