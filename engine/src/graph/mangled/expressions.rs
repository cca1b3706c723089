//! Literals and expressions in arguments of templates and in `decltype`: read to their end, and spelt near to the source.

use super::names::OPERATORS;
use super::parse::Parser;
use super::pieces::spelt;

impl Parser<'_> {
    /// `L ... E`: a literal or the name of something.
    pub(super) fn literal(&mut self) -> Option<String> {
        self.need("L")?;
        if self.take("_Z") {
            let text = self.deeper(Self::encoding)?.text();
            self.need("E")?;
            return Some(text);
        }
        if self.take("DnE") || self.take("Dn0E") {
            return Some("nullptr".to_owned());
        }
        let code = self.peek(0);
        let type_ = self.type_()?.text();
        let negative = self.take("n");
        let from = self.at;
        while !matches!(self.peek(0), b'E' | 0) {
            self.at += 1;
        }
        let digits: String = self.slice(from)?.to_owned();
        self.need("E")?;
        self.made(type_.len() + digits.len())?;
        let value = if negative { format!("-{digits}") } else { digits };
        Some(match code {
            _ if value.is_empty() => format!("({type_})"),
            b'b' if value == "0" => "false".to_owned(),
            b'b' if value == "1" => "true".to_owned(),
            b's' | b't' | b'i' | b'j' | b'l' | b'm' | b'x' | b'y' => value,
            b'f' | b'd' | b'e' | b'g' => format!("({type_})[{value}]"),
            _ => format!("({type_}){value}"),
        })
    }

    pub(super) fn expression(&mut self) -> Option<String> {
        self.deeper(|p| {
            let text = p.expression_inside()?;
            p.made(text.len())?;
            Some(text)
        })
    }

    fn expression_inside(&mut self) -> Option<String> {
        let global = if self.take("gs") { "::" } else { "" };
        let out = match (self.peek(0), self.peek(1)) {
            (b'L', _) => self.literal()?,
            (b'T', _) => self.template_parameter()?.text(),
            (b'f', b'p' | b'L')
                if self.peek(2).is_ascii_digit() || matches!(self.peek(2), b'_' | b'T' | b'K' | b'V' | b'r') =>
            {
                self.function_parameter()?
            }
            (b'f', b'l' | b'r' | b'L' | b'R') => self.fold()?,
            (b'c', b'l' | b'p') => {
                self.at += 2;
                let called = self.expression()?;
                format!("{called}({})", self.expressions("E")?)
            }
            (b'c', b'v') => {
                self.at += 2;
                let type_ = self.type_()?.text();
                let inner = if self.take("_") { self.expressions("E")? } else { self.expression()? };
                format!("({type_})({inner})")
            }
            (b't', b'l') => {
                self.at += 2;
                let type_ = self.type_()?.text();
                format!("{type_}{{{}}}", self.initializers()?)
            }
            (b'i', b'l') => {
                self.at += 2;
                format!("{{{}}}", self.initializers()?)
            }
            (b'd' | b's' | b'c' | b'r', b'c') => {
                let word = match self.peek(0) {
                    b'd' => "dynamic_cast",
                    b's' => "static_cast",
                    b'c' => "const_cast",
                    _ => "reinterpret_cast",
                };
                self.at += 2;
                let type_ = self.type_()?.text();
                format!("{word}<{type_}>({})", self.expression()?)
            }
            (b't', b'i' | b'e') | (b's', b't' | b'z' | b'Z') | (b'a', b't' | b'z') | (b'n', b'x') => self.question()?,
            (b's', b'P') => {
                self.at += 2;
                let mut all = Vec::new();
                while !self.take("E") {
                    all.push(self.argument()?);
                }
                format!("sizeof...({})", spelt(&all))
            }
            (b's', b'p') => {
                self.at += 2;
                format!("{}...", self.expression()?)
            }
            (b't', b'w') => {
                self.at += 2;
                format!("throw {}", self.expression()?)
            }
            (b't', b'r') => {
                self.at += 2;
                "throw".to_owned()
            }
            (b'n', b'w' | b'a') => self.new_expression()?,
            (b'd', b't') => self.member(".")?,
            (b'p', b't') => self.member("->")?,
            (b's', b'r') => self.unresolved_in_scope()?,
            (b'o', b'n') => {
                self.at += 2;
                let (name, _) = self.operator_name()?;
                self.with_arguments(name)?
            }
            (b'd', b'n') => self.destructor_name()?,
            (b'r', b'q' | b'Q') => self.requires()?,
            (b'u', _) => {
                self.at += 1;
                let name = self.source_name()?.to_owned();
                let mut all = Vec::new();
                while !self.take("E") {
                    all.push(self.argument()?);
                }
                format!("{name}({})", spelt(&all))
            }
            (b'0'..=b'9', _) => {
                let name = self.source_name()?.to_owned();
                self.with_arguments(name)?
            }
            _ => self.operation()?,
        };
        Some(format!("{global}{out}"))
    }

    /// What is asked of a type or an expression: `sizeof` and its like.
    fn question(&mut self) -> Option<String> {
        match (self.peek(0), self.peek(1)) {
            (b't', b'i') => self.of_type("typeid"),
            (b't', b'e') => self.of_expression("typeid"),
            (b's', b't') => self.of_type("sizeof"),
            (b'a', b't') => self.of_type("alignof"),
            (b's', b'z') => self.of_expression("sizeof"),
            (b'a', b'z') => self.of_expression("alignof"),
            (b'n', b'x') => self.of_expression("noexcept"),
            (b's', b'Z') => {
                self.at += 2;
                let pack =
                    if self.peek(0) == b'T' { self.template_parameter()?.text() } else { self.function_parameter()? };
                Some(format!("sizeof...({pack})"))
            }
            _ => None,
        }
    }

    fn slice(&self, from: usize) -> Option<&str> {
        std::str::from_utf8(self.bytes(from)?).ok()
    }

    fn of_type(&mut self, word: &str) -> Option<String> {
        self.at += 2;
        Some(format!("{word}({})", self.type_()?.text()))
    }

    fn of_expression(&mut self, word: &str) -> Option<String> {
        self.at += 2;
        Some(format!("{word}({})", self.expression()?))
    }

    /// Expressions up to `end`.
    fn expressions(&mut self, end: &str) -> Option<String> {
        let mut all = Vec::new();
        while !self.take(end) {
            all.push(self.expression()?);
        }
        Some(all.join(", "))
    }

    /// Values in braces, some of them for members or elements.
    fn initializers(&mut self) -> Option<String> {
        let mut all = Vec::new();
        while !self.take("E") {
            all.push(self.initializer()?);
        }
        Some(all.join(", "))
    }

    fn initializer(&mut self) -> Option<String> {
        self.deeper(|p| {
            if p.take("di") {
                let name = p.source_name()?.to_owned();
                return Some(format!(".{name} = {}", p.initializer()?));
            }
            if p.take("dx") {
                let index = p.expression()?;
                return Some(format!("[{index}] = {}", p.initializer()?));
            }
            if p.take("dX") {
                let (from, to) = (p.expression()?, p.expression()?);
                return Some(format!("[{from} ... {to}] = {}", p.initializer()?));
            }
            p.expression()
        })
    }

    /// `fp_`, `fp0_`, `fL0p_`, `fpT`.
    fn function_parameter(&mut self) -> Option<String> {
        if self.take("fpT") {
            return Some("this".to_owned());
        }
        if self.take("fL") {
            self.digits()?;
            self.need("p")?;
        } else {
            self.need("fp")?;
        }
        while matches!(self.peek(0), b'r' | b'V' | b'K') {
            self.at += 1;
        }
        Some(format!("{{parameter#{}}}", self.ordinal()? + 1))
    }

    /// `(... + x)` and its like.
    fn fold(&mut self) -> Option<String> {
        let kind = self.peek(1);
        self.at += 2;
        let &(code, sign, _) = OPERATORS.iter().find(|(code, ..)| self.is_at(code))?;
        self.at += code.len();
        let first = self.expression()?;
        Some(match kind {
            b'l' => format!("(... {sign} {first})"),
            b'r' => format!("({first} {sign} ...)"),
            _ => format!("({first} {sign} ... {sign} {})", self.expression()?),
        })
    }

    fn new_expression(&mut self) -> Option<String> {
        self.at += 2;
        let placement = self.expressions("_")?;
        let type_ = self.type_()?.text();
        let values = if self.take("pi") {
            self.expressions("E")?
        } else if self.take("il") {
            self.initializers()?
        } else {
            self.need("E")?;
            String::new()
        };
        Some(format!("new ({placement}) {type_}({values})"))
    }

    fn member(&mut self, sign: &str) -> Option<String> {
        self.at += 2;
        let object = self.expression()?;
        let name = self.expression()?;
        Some(format!("{object}{sign}{name}"))
    }

    /// `sr T name`, `srN T qualifier... E name`, `sr qualifier... E name`.
    fn unresolved_in_scope(&mut self) -> Option<String> {
        self.need("sr")?;
        let nested = self.take("N");
        let mut parts = Vec::new();
        if nested || !self.peek(0).is_ascii_digit() {
            parts.push(self.type_()?.text());
        }
        if nested || self.peek(0).is_ascii_digit() && parts.is_empty() {
            while !self.take("E") {
                let name = self.source_name()?.to_owned();
                parts.push(self.with_arguments(name)?);
            }
        }
        parts.push(if self.take("on") {
            let (name, _) = self.operator_name()?;
            self.with_arguments(name)?
        } else if self.is_at("dn") {
            self.destructor_name()?
        } else {
            let name = self.source_name()?.to_owned();
            self.with_arguments(name)?
        });
        Some(parts.join("::"))
    }

    fn destructor_name(&mut self) -> Option<String> {
        self.need("dn")?;
        Some(if self.peek(0).is_ascii_digit() {
            let name = self.source_name()?.to_owned();
            format!("~{}", self.with_arguments(name)?)
        } else {
            format!("~{}", self.type_()?.text())
        })
    }

    fn with_arguments(&mut self, name: String) -> Option<String> {
        if self.peek(0) != b'I' {
            return Some(name);
        }
        let arguments = self.template_arguments()?;
        Some(format!("{name}<{}>", spelt(&arguments)))
    }

    /// A requires-expression: its parameters and requirements.
    fn requires(&mut self) -> Option<String> {
        let with_parameters = self.peek(1) == b'Q';
        self.at += 2;
        let mut head = String::new();
        if with_parameters {
            let mut types = Vec::new();
            while !self.take("_") {
                types.push(self.type_()?.text());
            }
            head = format!("({}) ", types.join(", "));
        }
        let mut all = Vec::new();
        while !self.take("E") {
            if self.take("X") {
                let text = self.expression()?;
                self.take("N");
                if self.take("R") {
                    self.name(false)?;
                }
                all.push(text);
            } else if self.take("T") {
                all.push(self.type_()?.text());
            } else {
                self.need("Q")?;
                all.push(self.expression()?);
            }
        }
        Some(format!("requires {head}{{{}}}", all.join("; ")))
    }

    /// An operator and its operands.
    fn operation(&mut self) -> Option<String> {
        let &(code, sign, operands) = OPERATORS.iter().find(|(code, ..)| self.is_at(code))?;
        self.at += code.len();
        if matches!(code, "pp" | "mm") {
            // The form before its operand is marked.
            self.take("_");
        }
        match operands {
            1 => Some(format!("{sign}{}", self.operand()?)),
            2 => {
                let (left, right) = (self.operand()?, self.operand()?);
                Some(if sign == "[]" { format!("{left}[{right}]") } else { format!("{left} {sign} {right}") })
            }
            3 => {
                let (test, yes, no) = (self.operand()?, self.operand()?, self.operand()?);
                Some(format!("{test} ? {yes} : {no}"))
            }
            _ => None,
        }
    }

    /// An expression, in parentheses where it has parts.
    fn operand(&mut self) -> Option<String> {
        let text = self.expression()?;
        Some(if text.contains(' ') { format!("({text})") } else { text })
    }
}
