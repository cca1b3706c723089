//! Types: qualifiers, pointers, functions, arrays, members, and those with a letter of their own.

use super::parse::Parser;
use super::pieces::{Argument, Known, Named, Shape, Type, spelt};

/// Types of one letter.
fn letter(code: u8) -> Option<&'static str> {
    Some(match code {
        b'v' => "void",
        b'w' => "wchar_t",
        b'b' => "bool",
        b'c' => "char",
        b'a' => "signed char",
        b'h' => "unsigned char",
        b's' => "short",
        b't' => "unsigned short",
        b'i' => "int",
        b'j' => "unsigned int",
        b'l' => "long",
        b'm' => "unsigned long",
        b'x' => "long long",
        b'y' => "unsigned long long",
        b'n' => "__int128",
        b'o' => "unsigned __int128",
        b'f' => "float",
        b'd' => "double",
        b'e' => "long double",
        b'g' => "__float128",
        b'z' => "...",
        _ => return None,
    })
}

/// Types of two letters, the first of which is `D`.
fn letters(code: u8) -> Option<&'static str> {
    Some(match code {
        b'd' => "_Decimal64",
        b'e' => "_Decimal128",
        b'f' => "_Decimal32",
        b'h' => "half",
        b'i' => "char32_t",
        b's' => "char16_t",
        b'u' => "char8_t",
        b'a' => "auto",
        b'c' => "decltype(auto)",
        b'n' => "std::nullptr_t",
        _ => return None,
    })
}

impl Parser<'_> {
    /// A parameter or argument: a pack may be several types, or none.
    pub(super) fn parameter(&mut self) -> Option<Vec<Type>> {
        if !self.is_at("Dp") {
            return Some(vec![self.type_()?]);
        }
        self.at += 2;
        let (from, known) = (self.at, self.known.len());
        let outer = (self.element, self.elements.take());
        self.element = Some(0);
        let first = self.type_();
        let count = self.elements;
        let mut out: Vec<Type> = Vec::new();
        match (first, count) {
            (None, _) => return None,
            // No pack of known arguments is in it.
            (Some(type_), None) => {
                out.push(Type { left: type_.left, right: format!("{}...", type_.right), ..Type::default() });
            }
            (Some(_), Some(0)) => {}
            (Some(type_), Some(count)) => {
                out.push(type_);
                for i in 1..count {
                    self.at = from;
                    self.known.truncate(known);
                    self.element = Some(i);
                    out.push(self.type_()?);
                }
            }
        }
        (self.element, self.elements) = outer;
        let pattern = Known::Type(Type::plain(out.iter().map(Type::text).collect::<Vec<_>>().join(", ")));
        self.known.push(pattern);
        Some(out)
    }

    pub(super) fn type_(&mut self) -> Option<Type> {
        self.deeper(|p| {
            let (out, is_known) = p.type_inside()?;
            p.made(out.left.len() + out.right.len())?;
            if !is_known {
                let known = match &out.named {
                    Some(named) => Known::Name((**named).clone()),
                    None => Known::Type(out.clone()),
                };
                p.known.push(known);
            }
            Some(out)
        })
    }

    /// A type, and whether no substitution will stand for it.
    fn type_inside(&mut self) -> Option<(Type, bool)> {
        let first = self.peek(0);
        if let Some(text) = letter(first) {
            self.at += 1;
            return Some((Type::plain(text), true));
        }
        let out = match first {
            b'r' | b'V' | b'K' => return self.qualified().map(|t| (t, false)),
            b'P' | b'R' | b'O' => {
                self.at += 1;
                let sign = [("*", b'P'), ("&", b'R'), ("&&", b'O')].iter().find(|s| s.1 == first)?.0;
                self.type_()?.pointer(sign)
            }
            b'C' | b'G' => {
                self.at += 1;
                self.type_()?.qualified(if first == b'C' { "_Complex" } else { "_Imaginary" })
            }
            b'F' => self.function()?,
            b'A' => self.array()?,
            b'M' => {
                self.at += 1;
                let class = self.type_()?.text();
                let member = self.type_()?;
                self.made(class.len())?;
                member.pointer(&format!("{class}::*"))
            }
            b'D' => return self.of_two_letters(),
            b'u' => {
                self.at += 1;
                let name = self.source_name()?.to_owned();
                if self.peek(0) == b'I' {
                    let arguments = self.template_arguments()?;
                    Type::plain(format!("{name}({})", spelt(&arguments)))
                } else {
                    Type::plain(name)
                }
            }
            b'U' if self.peek(1).is_ascii_digit() => {
                self.at += 1;
                let mut word = self.source_name()?.to_owned();
                if self.peek(0) == b'I' {
                    let arguments = self.template_arguments()?;
                    word = format!("{word}<{}>", spelt(&arguments));
                }
                self.type_()?.qualified(&word)
            }
            b'T' => match self.peek(1) {
                b's' | b'u' | b'e' => {
                    self.at += 2;
                    self.named()?
                }
                _ => {
                    let parameter = self.template_parameter()?;
                    if self.peek(0) != b'I' || self.converting {
                        return Some((parameter, false));
                    }
                    // A parameter that is a template itself.
                    self.known.push(Known::Type(parameter.clone()));
                    let arguments = self.template_arguments()?;
                    Type::plain(format!("{}<{}>", parameter.text(), spelt(&arguments)))
                }
            },
            b'S' if self.peek(1) != b't' => {
                let known = self.substitution()?;
                let known = match (known, self.peek(0)) {
                    (Known::Name(mut named), b'B') => {
                        while self.take("B") {
                            let tag = self.source_name()?.to_owned();
                            named.path.last_mut()?.tags.push(tag);
                        }
                        Known::Name(named)
                    }
                    (Known::Name(mut named), b'I') if named.path.last().is_some_and(|c| c.arguments.is_none()) => {
                        let arguments = self.template_arguments()?;
                        named.path.last_mut()?.arguments = Some(spelt(&arguments));
                        return Some((of_name(named), false));
                    }
                    (Known::Type(type_), b'I') => {
                        let arguments = self.template_arguments()?;
                        let text = format!("{}<{}>", type_.text(), spelt(&arguments));
                        return Some((Type::plain(text), false));
                    }
                    (known, _) => return Some((of_known(known), true)),
                };
                return Some((of_known(known), false));
            }
            _ => self.named()?,
        };
        Some((out, false))
    }

    fn named(&mut self) -> Option<Type> {
        let named = self.name(false)?;
        Some(of_name(named))
    }

    fn qualified(&mut self) -> Option<Type> {
        let mut words: Vec<&str> = Vec::new();
        for (code, word) in [("r", "restrict"), ("V", "volatile"), ("K", "const")] {
            if self.take(code) {
                words.push(word);
            }
        }
        // All of them are one substitution; the type below is another, unless it is a function: its qualifiers are its own.
        let is_function =
            self.peek(0) == b'F' || self.peek(0) == b'D' && matches!(self.peek(1), b'o' | b'O' | b'w' | b'x');
        let mut out = if is_function { self.type_inside()?.0 } else { self.type_()? };
        for word in words {
            out = out.qualified(word);
        }
        Some(out)
    }

    fn function(&mut self) -> Option<Type> {
        self.need("F")?;
        self.take("Y");
        let result = self.type_()?;
        let parameters = self.parameters()?.join(", ");
        let reference = if self.take("R") {
            " &"
        } else if self.take("O") {
            " &&"
        } else {
            ""
        };
        self.need("E")?;
        self.made(parameters.len())?;
        let right = format!("({parameters}){reference}{}", result.right);
        Some(Type { left: result.left, right, shape: Shape::Function, named: None })
    }

    fn array(&mut self) -> Option<Type> {
        self.need("A")?;
        let length = if self.peek(0) == b'_' {
            String::new()
        } else if self.peek(0).is_ascii_digit() {
            self.digits()?.to_owned()
        } else {
            self.expression()?
        };
        self.need("_")?;
        let element = self.type_()?;
        let right = format!("[{length}]{}", element.right);
        Some(Type { left: element.left, right, shape: Shape::Array, named: None })
    }

    fn of_two_letters(&mut self) -> Option<(Type, bool)> {
        let second = self.peek(1);
        if let Some(text) = letters(second) {
            self.at += 2;
            return Some((Type::plain(text), true));
        }
        let out = match second {
            b't' | b'T' => Type::plain(self.decltype()?),
            b'p' => {
                let all = self.parameter()?;
                return Some((Type::plain(all.iter().map(Type::text).collect::<Vec<_>>().join(", ")), true));
            }
            b'v' => {
                self.at += 2;
                let length = if self.take("_") { self.expression()? } else { self.digits()?.to_owned() };
                self.need("_")?;
                let element = self.type_()?.text();
                Type::plain(format!("{element} __vector({length})"))
            }
            b'F' => {
                self.at += 2;
                let bits = self.digits()?.to_owned();
                let text = match self.peek(0) {
                    b'b' => "std::bfloat16_t".to_owned(),
                    b'x' => format!("_Float{bits}x"),
                    b'_' => format!("_Float{bits}"),
                    _ => return None,
                };
                self.at += 1;
                return Some((Type::plain(text), true));
            }
            b'B' | b'U' => {
                self.at += 2;
                let bits = if self.peek(0).is_ascii_digit() { self.digits()?.to_owned() } else { self.expression()? };
                self.need("_")?;
                let sign = if second == b'U' { "unsigned " } else { "" };
                return Some((Type::plain(format!("{sign}_BitInt({bits})")), true));
            }
            b'k' | b'K' => {
                self.at += 2;
                let concept = self.name(false)?.text();
                let auto = if second == b'k' { "auto" } else { "decltype(auto)" };
                Type::plain(format!("{concept} {auto}"))
            }
            b'o' | b'x' | b'O' | b'w' => {
                self.at += 2;
                let word = match second {
                    b'o' => "noexcept".to_owned(),
                    b'x' => "transaction_safe".to_owned(),
                    b'O' => {
                        let text = self.expression()?;
                        self.need("E")?;
                        format!("noexcept({text})")
                    }
                    _ => {
                        let mut types = Vec::new();
                        while !self.take("E") {
                            types.push(self.type_()?.text());
                        }
                        format!("throw({})", types.join(", "))
                    }
                };
                self.function_behind()?.qualified(&word)
            }
            _ => return None,
        };
        Some((out, false))
    }

    /// The function type behind its exception specification, which is one type with it.
    fn function_behind(&mut self) -> Option<Type> {
        if self.take("Dx") {
            return Some(self.function()?.qualified("transaction_safe"));
        }
        self.function()
    }

    pub(super) fn decltype(&mut self) -> Option<String> {
        self.at += 2;
        let text = self.expression()?;
        self.need("E")?;
        Some(format!("decltype({text})"))
    }

    /// `T_`, `T0_`, `TL0__`: what the template was instantiated with, where that is known.
    pub(super) fn template_parameter(&mut self) -> Option<Type> {
        self.need("T")?;
        if self.take("L") {
            self.ordinal()?;
            self.ordinal()?;
            return Some(Type::plain("auto"));
        }
        let index = self.sequence()?;
        if self.lambdas > 0 {
            return Some(Type::plain("auto"));
        }
        let Some(argument) = self.arguments.get(index).cloned() else {
            return Some(Type::plain(format!("T{index}")));
        };
        let out = match argument {
            Argument::One(type_) => type_,
            Argument::Pack(types) => {
                if let Some(element) = self.element {
                    self.elements = Some(types.len());
                    types.into_iter().nth(element).unwrap_or_default()
                } else {
                    Type::plain(types.iter().map(Type::text).collect::<Vec<_>>().join(", "))
                }
            }
        };
        self.made(out.left.len() + out.right.len())?;
        Some(out)
    }
}

fn of_name(named: Named) -> Type {
    Type { left: named.text(), named: Some(Box::new(named)), ..Type::default() }
}

fn of_known(known: Known) -> Type {
    match known {
        Known::Name(named) => of_name(named),
        Known::Type(type_) => type_,
    }
}
