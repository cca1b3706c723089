//! Names: nested, local and unscoped ones, operators, lambdas, arguments of templates, substitutions.

use super::parse::Parser;
use super::pieces::{Argument, Component, Known, Named, Type, spelt};

/// Operators by their code, and how many operands each takes.
pub(super) const OPERATORS: [(&str, &str, u8); 53] = [
    ("aN", "&=", 2),
    ("aS", "=", 2),
    ("aa", "&&", 2),
    ("ad", "&", 1),
    ("an", "&", 2),
    ("aw", "co_await", 1),
    ("cl", "()", 0),
    ("cm", ",", 2),
    ("co", "~", 1),
    ("dV", "/=", 2),
    ("da", "delete[]", 1),
    ("de", "*", 1),
    ("dl", "delete", 1),
    ("dv", "/", 2),
    ("eO", "^=", 2),
    ("eo", "^", 2),
    ("eq", "==", 2),
    ("ge", ">=", 2),
    ("gt", ">", 2),
    ("ix", "[]", 2),
    ("lS", "<<=", 2),
    ("le", "<=", 2),
    ("ls", "<<", 2),
    ("lt", "<", 2),
    ("mI", "-=", 2),
    ("mL", "*=", 2),
    ("mi", "-", 2),
    ("ml", "*", 2),
    ("mm", "--", 1),
    ("na", "new[]", 0),
    ("ne", "!=", 2),
    ("ng", "-", 1),
    ("nt", "!", 1),
    ("nw", "new", 0),
    ("oR", "|=", 2),
    ("oo", "||", 2),
    ("or", "|", 2),
    ("pL", "+=", 2),
    ("pl", "+", 2),
    ("pm", "->*", 2),
    ("pp", "++", 1),
    ("ps", "+", 1),
    ("pt", "->", 2),
    ("qu", "?", 3),
    ("rM", "%=", 2),
    ("rS", ">>=", 2),
    ("rm", "%", 2),
    ("rs", ">>", 2),
    ("ss", "<=>", 2),
    ("ds", ".*", 2),
    ("dt", ".", 2),
    ("sz", "sizeof", 1),
    ("az", "alignof", 1),
];

fn component(name: impl Into<String>) -> Component {
    Component { name: name.into(), ..Component::default() }
}

impl Parser<'_> {
    /// A name. `declared`: its arguments are those that parameters behind it mean.
    pub(super) fn name(&mut self, declared: bool) -> Option<Named> {
        self.deeper(|p| match p.peek(0) {
            b'N' => p.nested(declared),
            b'Z' => p.local(),
            _ => p.unscoped(declared),
        })
    }

    fn unscoped(&mut self, declared: bool) -> Option<Named> {
        let mut named = Named::default();
        let substituted = self.peek(0) == b'S' && self.peek(1) != b't';
        if substituted {
            named = self.substitution_as_name()?;
        } else {
            if self.take("St") {
                named.path.push(component("std"));
            }
            self.unqualified(&mut named)?;
        }
        if self.peek(0) == b'I' {
            if !substituted {
                self.known.push(Known::Name(named.clone()));
            }
            self.add_arguments(&mut named, declared)?;
        } else if substituted && !declared {
            return None;
        }
        Some(named)
    }

    fn nested(&mut self, declared: bool) -> Option<Named> {
        self.need("N")?;
        // The parameter for the object is a declared one (`this auto &&self`).
        self.take("H");
        let mut qualifiers = String::new();
        for (code, word) in [("r", " restrict"), ("V", " volatile"), ("K", " const")] {
            if self.take(code) {
                qualifiers.insert_str(0, word);
            }
        }
        if self.take("R") {
            qualifiers.push_str(" &");
        } else if self.take("O") {
            qualifiers.push_str(" &&");
        }
        let mut named = Named::default();
        let mut added = false;
        while !self.take("E") {
            added = false;
            match (self.peek(0), self.peek(1)) {
                (b'S', b't') => {
                    self.at += 2;
                    named.path.push(component("std"));
                    continue;
                }
                (b'S', _) if named.path.is_empty() => {
                    named = self.substitution_as_name()?;
                    continue;
                }
                (b'T', _) if named.path.is_empty() => {
                    let text = self.template_parameter()?.text();
                    named.path.push(component(text));
                }
                (b'D', b't' | b'T') if named.path.is_empty() => {
                    let text = self.decltype()?;
                    named.path.push(component(text));
                }
                (b'I', _) => self.add_arguments(&mut named, declared)?,
                (b'M', _) => {
                    self.at += 1;
                    continue;
                }
                _ => self.unqualified(&mut named)?,
            }
            self.made(named.path.iter().map(|c| c.name.len() + c.arguments.as_ref().map_or(0, String::len)).sum())?;
            self.known.push(Known::Name(named.clone()));
            added = true;
        }
        if named.path.is_empty() || !added {
            return None;
        }
        // The whole is no prefix of anything.
        self.known.pop();
        named.qualifiers = qualifiers;
        Some(named)
    }

    fn add_arguments(&mut self, named: &mut Named, declared: bool) -> Option<()> {
        let arguments = self.template_arguments()?;
        let text = spelt(&arguments);
        self.made(text.len())?;
        let last = named.path.last_mut().filter(|last| last.arguments.is_none())?;
        last.arguments = Some(text);
        if declared {
            self.arguments = arguments;
        }
        Some(())
    }

    /// Something in a function.
    fn local(&mut self) -> Option<Named> {
        self.need("Z")?;
        self.inside += 1;
        let out = self.local_inside();
        self.inside -= 1;
        self.local = true;
        out
    }

    fn local_inside(&mut self) -> Option<Named> {
        let function = self.encoding()?;
        self.need("E")?;
        let mut named = Named { is_local: true, ..Named::default() };
        named.path.push(component(function.text()));
        if self.take("s") {
            self.discriminator()?;
            named.path.push(component("{string literal}"));
            return Some(named);
        }
        if self.take("d") {
            self.ordinal()?;
        }
        let inner = self.name(true)?;
        self.discriminator()?;
        named.path.extend(inner.path);
        (named.qualifiers, named.structor, named.is_conversion) =
            (inner.qualifiers, inner.structor, inner.is_conversion);
        named.variant_at = inner.variant_at;
        self.made(named.text().len())?;
        Some(named)
    }

    fn discriminator(&mut self) -> Option<()> {
        if self.take("__") {
            self.digits()?;
            self.need("_")?;
        } else if self.peek(0) == b'_' && self.peek(1).is_ascii_digit() {
            self.at += 2;
        }
        Some(())
    }

    /// `W3foo`, `WP3part`: the module that what follows is attached to.
    pub(super) fn module(&mut self) -> Option<String> {
        let mut out = String::new();
        while self.take("W") {
            let part = self.take("P");
            if !out.is_empty() {
                out.push(if part { ':' } else { '.' });
            }
            out.push_str(self.source_name()?);
        }
        Some(out)
    }

    /// The last part of a name, with its tags.
    pub(super) fn unqualified(&mut self, named: &mut Named) -> Option<()> {
        let module = self.module()?;
        self.take("F");
        self.take("L");
        let mut last = match (self.peek(0), self.peek(1)) {
            (b'0'..=b'9', _) => {
                let name = self.source_name()?;
                component(if name.starts_with("_GLOBAL__N") { "(anonymous)" } else { name })
            }
            (b'C', b'1'..=b'5') => {
                named.structor = Some((b'C', self.peek(1)));
                named.variant_at = self.at + 1;
                self.at += 2;
                component(class_name(named)?)
            }
            (b'C', b'I') => {
                named.structor = Some((b'I', self.peek(2)));
                named.variant_at = self.at + 2;
                self.at += 3;
                let base = self.type_()?;
                let base = base.named.and_then(|n| n.path.last().map(|c| c.name.clone())).unwrap_or(base.left);
                component(base)
            }
            (b'D', b'0'..=b'5') => {
                named.structor = Some((b'D', self.peek(1)));
                named.variant_at = self.at + 1;
                self.at += 2;
                component(format!("~{}", class_name(named)?))
            }
            (b'D', b'C') => {
                self.at += 2;
                let mut names = Vec::new();
                while !self.take("E") {
                    names.push(self.source_name()?);
                }
                component(format!("[{}]", names.join(", ")))
            }
            (b'U', b'l' | b't') => self.unnamed_type()?,
            (b'a'..=b'z', _) => {
                let (text, is_conversion) = self.operator_name()?;
                named.is_conversion = is_conversion;
                component(text)
            }
            _ => return None,
        };
        if !module.is_empty() {
            named.module.clone_from(&module);
            last.module = module;
        }
        while self.take("B") {
            last.tags.push(self.source_name()?.to_owned());
        }
        named.path.push(last);
        Some(())
    }

    fn unnamed_type(&mut self) -> Option<Component> {
        if self.inside == 0 {
            self.unnamed = true;
        }
        if self.take("Ut") {
            let number = self.ordinal()? + 1;
            return Some(component(format!("{{unnamed type#{number}}}")));
        }
        self.need("Ul")?;
        // Parameters of a template lambda, which no argument is known for.
        while self.peek(0) == b'T' && matches!(self.peek(1), b'y' | b'n' | b't' | b'p' | b'k') {
            self.parameter_declaration()?;
        }
        self.lambdas += 1;
        let parameters = self.parameters();
        self.lambdas -= 1;
        let parameters = parameters?.join(", ");
        if self.take("Q") {
            self.expression()?;
        }
        self.need("E")?;
        let number = self.ordinal()? + 1;
        self.made(parameters.len())?;
        Some(component(format!("{{lambda({parameters})#{number}}}")))
    }

    /// `Ty`, `Tn T`, `Tt ... E`, `Tp ...`, `Tk concept`.
    pub(super) fn parameter_declaration(&mut self) -> Option<()> {
        self.deeper(|p| {
            if p.take("Ty") {
            } else if p.take("Tn") {
                p.type_()?;
            } else if p.take("Tp") {
                p.parameter_declaration()?;
            } else if p.take("Tk") {
                p.constrained = true;
                p.name(false)?;
            } else {
                p.need("Tt")?;
                while p.peek(0) == b'T' {
                    p.parameter_declaration()?;
                }
                if p.take("Q") {
                    p.expression()?;
                }
                p.need("E")?;
            }
            Some(())
        })
    }

    /// `operator==` and its like; whether it converts.
    pub(super) fn operator_name(&mut self) -> Option<(String, bool)> {
        if self.take("cv") {
            return Some((format!("operator {}", self.conversion()?), true));
        }
        if self.take("li") {
            return Some((format!("operator\"\" {}", self.source_name()?), false));
        }
        if self.peek(0) == b'v' && self.peek(1).is_ascii_digit() {
            self.at += 2;
            return Some((format!("operator {}", self.source_name()?), false));
        }
        let &(code, sign, _) = OPERATORS.iter().find(|(code, ..)| self.is_at(code))?;
        self.at += code.len();
        let gap = if sign.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
        Some((format!("operator{gap}{sign}"), false))
    }

    /// The type of a conversion operator. That of a template may name arguments that only stand behind it.
    fn conversion(&mut self) -> Option<String> {
        let (from, known) = (self.at, self.known.len());
        let outer = std::mem::take(&mut self.arguments);
        let first = self.converted();
        self.arguments = outer;
        let text = first?.text();
        if self.peek(0) != b'I' {
            return Some(text);
        }
        let behind = self.at;
        let Some(arguments) = self.template_arguments() else {
            self.at = behind;
            return Some(text);
        };
        let outer = std::mem::replace(&mut self.arguments, arguments);
        self.at = from;
        self.known.truncate(known);
        let second = self.converted();
        self.arguments = outer;
        self.at = behind;
        Some(second?.text())
    }

    fn converted(&mut self) -> Option<Type> {
        let outer = std::mem::replace(&mut self.converting, true);
        let out = self.type_();
        self.converting = outer;
        out
    }

    /// `I ... E`.
    pub(super) fn template_arguments(&mut self) -> Option<Vec<Argument>> {
        self.deeper(|p| {
            p.need("I")?;
            let converting = std::mem::take(&mut p.converting);
            let mut out = Vec::new();
            while !p.take("E") {
                if p.take("Q") {
                    p.constrained = true;
                    p.expression()?;
                    continue;
                }
                out.push(p.argument()?);
            }
            p.converting = converting;
            Some(out)
        })
    }

    pub(super) fn argument(&mut self) -> Option<Argument> {
        self.deeper(|p| match p.peek(0) {
            b'L' => Some(Argument::One(Type::plain(p.literal()?))),
            b'X' => {
                p.at += 1;
                let text = p.expression()?;
                p.need("E")?;
                Some(Argument::One(Type::plain(text)))
            }
            b'J' => {
                p.at += 1;
                let mut out = Vec::new();
                while !p.take("E") {
                    match p.argument()? {
                        Argument::One(one) => out.push(one),
                        Argument::Pack(all) => out.extend(all),
                    }
                }
                Some(Argument::Pack(out))
            }
            b'T' if matches!(p.peek(1), b'y' | b'n' | b't' | b'p' | b'k') => {
                p.parameter_declaration()?;
                p.argument()
            }
            _ => {
                let mut all = p.parameter()?;
                Some(if all.len() == 1 { Argument::One(all.remove(0)) } else { Argument::Pack(all) })
            }
        })
    }

    /// A substitution where a name is asked for.
    fn substitution_as_name(&mut self) -> Option<Named> {
        let mut named = match self.substitution()? {
            Known::Name(named) => named,
            Known::Type(type_) => Named { path: vec![component(type_.text())], ..Named::default() },
        };
        self.tags_of_substitution(&mut named)?;
        Some(named)
    }

    fn tags_of_substitution(&mut self, named: &mut Named) -> Option<()> {
        while self.take("B") {
            let tag = self.source_name()?.to_owned();
            named.path.last_mut()?.tags.push(tag);
        }
        Some(())
    }

    /// `S_`, `S0_`, and the abbreviations of the standard library.
    pub(super) fn substitution(&mut self) -> Option<Known> {
        self.need("S")?;
        let standard = |name: &str, arguments: Option<&str>| {
            let last = Component { arguments: arguments.map(str::to_owned), ..component(name) };
            Known::Name(Named { path: vec![component("std"), last], ..Named::default() })
        };
        let stream = Some("char, std::char_traits<char>");
        let (name, arguments) = match self.peek(0) {
            b'a' => ("allocator", None),
            b'b' => ("basic_string", None),
            b's' => ("basic_string", Some("char, std::char_traits<char>, std::allocator<char>")),
            b'i' => ("basic_istream", stream),
            b'o' => ("basic_ostream", stream),
            b'd' => ("basic_iostream", stream),
            _ => {
                let index = self.sequence()?;
                let known = self.known.get(index)?.clone();
                let bytes = match &known {
                    Known::Name(named) => named.text().len(),
                    Known::Type(type_) => type_.left.len() + type_.right.len(),
                };
                self.made(bytes)?;
                return Some(known);
            }
        };
        self.at += 1;
        Some(standard(name, arguments))
    }
}

/// What a constructor is called: as its class, without arguments.
fn class_name(named: &Named) -> Option<String> {
    named.path.last().map(|class| class.name.clone())
}
