//! Whether a type that a class declares private is named by nothing that consumers compile or can name.
//!
//! This is no compiler: scopes are told apart by their braces. Where a text does not read like that, where the class has
//! friends, or where code, a macro or what is not private has the name, whatever it means there, the answer is no.

use super::lines::{self, Lines};
use super::texts::{Placed, Texts, class_of, there};
use super::words::Token;

impl Texts {
    /// Whether the headers of the side that declares a type at this place declare it in the private part of a class, without
    /// its scopes, and name neither it nor its enumerators outside of private declarations.
    #[must_use]
    pub fn keep_private(&self, outer: &str, declared: &Placed<'_>, enumerators: &[&str]) -> bool {
        let list = [*declared];
        let counted: Vec<usize> = self.roots.iter().map(|root| there(root, [&list[..]])[0]).collect();
        let mut sides = self.roots.iter().zip(&counted).filter(|(_, count)| **count > 0).peekable();
        sides.peek().is_some()
            && sides.all(|(root, _)| {
                let words: Vec<&str> = enumerators.iter().copied().chain([declared.0]).collect();
                let mut declarations = 0;
                let mut texts = root.iter().filter(|(_, text)| words.iter().any(|word| text.contains(word)));
                let is_silent = texts.all(|(_, text)| {
                    let mut scan = Scan { outer, name: declared.0, words: &words, ..Scan::default() };
                    let reads = lines::read(text, &mut scan).is_some();
                    declarations += scan.declarations;
                    reads && !scan.is_named
                });
                is_silent && declarations == 1
            })
    }
}

/// What a pair of braces is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Namespace,
    /// A class; `outer`: the one that is asked about, `is_private`: what follows is its own.
    Class {
        outer: bool,
        is_private: bool,
    },
    /// The list of a private enum, or a private class.
    Own,
    Code,
}

/// One pass over a text.
#[derive(Clone, Default)]
struct Scan<'a> {
    outer: &'a str,
    name: &'a str,
    words: &'a [&'a str],
    scopes: Vec<Scope>,
    head: Vec<Token>,
    /// How often the class declares the type with a body or as a typedef, private.
    declarations: usize,
    is_named: bool,
}

impl Lines for Scan<'_> {
    type Saved = (Vec<Scope>, Vec<Token>);

    fn save(&self) -> Self::Saved {
        (self.scopes.clone(), self.head.clone())
    }

    fn restore(&mut self, saved: Self::Saved) {
        (self.scopes, self.head) = saved;
    }

    fn define(&mut self, line: &[Token]) {
        self.is_named |= line.iter().any(|token| self.is_word(token));
    }

    fn is_closed(&self) -> bool {
        self.scopes.is_empty()
    }

    fn token(&mut self, token: &Token, next: Option<&Token>) -> Option<()> {
        match token {
            Token::Other('{') => {
                let scope = self.opened();
                self.scopes.push(scope);
                self.head.clear();
            }
            Token::Other('}') => {
                self.statement();
                self.scopes.pop()?;
                self.head.clear();
            }
            Token::Other(';') => {
                self.statement();
                self.head.clear();
            }
            Token::Other(':') if self.is_label(next)? => self.head.clear(),
            token => self.head.push(token.clone()),
        }
        Some(())
    }
}

impl Scan<'_> {
    fn is_word(&self, token: &Token) -> bool {
        matches!(token, Token::Word(word) if self.words.contains(&word.as_str()))
    }

    fn names(&self) -> bool {
        self.head.iter().any(|token| self.is_word(token))
    }

    fn has(&self, wanted: &str) -> bool {
        self.head.iter().any(|token| matches!(token, Token::Word(word) if word == wanted))
    }

    /// Whether a colon ends `private:` and the like. `None` where a word stands there that a macro may have put.
    fn is_label(&mut self, next: Option<&Token>) -> Option<bool> {
        let Some(Scope::Class { is_private, .. }) = self.scopes.last_mut() else { return Some(false) };
        let Some(Token::Word(word)) = self.head.first() else { return Some(false) };
        match word.as_str() {
            "private" => *is_private = true,
            "public" | "protected" => *is_private = false,
            _ if self.head.len() == 1 && next != Some(&Token::Other(':')) => return None,
            _ => return Some(false),
        }
        Some(true)
    }

    /// What ends here without braces, or behind them.
    fn statement(&mut self) {
        match self.scopes.last() {
            Some(Scope::Own) => {}
            Some(Scope::Class { outer: true, is_private }) => {
                let is_private = *is_private;
                // Constructors and callers of consumers compile what a member or parameter is by default.
                let is_value = self.head.contains(&Token::Other('=')) && !self.has("using");
                self.is_named |= self.has("friend") || self.names() && (!is_private || is_value);
                let is_alias = self.has("typedef") || self.has("using");
                let is_declared = matches!(self.head.last(), Some(Token::Word(word)) if word == self.name)
                    || matches!(&self.head[..], [Token::Word(using), Token::Word(word), ..] if using == "using" && word == self.name);
                self.declarations += usize::from(is_private && is_alias && is_declared);
            }
            _ => self.is_named |= self.names(),
        }
    }

    /// What the brace that opens now begins.
    fn opened(&mut self) -> Scope {
        let innermost = self.scopes.last().copied();
        if innermost == Some(Scope::Own) {
            return Scope::Own;
        }
        let of_outer = matches!(innermost, Some(Scope::Class { outer: true, is_private: true }));
        let class = class_of(&self.head).map(str::to_owned);
        if of_outer && self.names() {
            let of_enum = matches!(&self.head[..], [Token::Word(key), ..] if key == "enum");
            let is_it = class.as_deref() == Some(self.name) || of_enum;
            self.declarations += usize::from(is_it);
            self.is_named |= !is_it;
            // Functions of a private class are compiled by consumers, too.
            return if of_enum { Scope::Own } else { Scope::Class { outer: false, is_private: false } };
        }
        self.is_named |= self.names();
        match class {
            _ if self.has("namespace") => Scope::Namespace,
            _ if matches!(&self.head[..], [Token::Word(word), Token::Text(_)] if word == "extern") => Scope::Namespace,
            Some(name) => {
                let is_class = matches!(self.head.first(), Some(Token::Word(key)) if key == "class");
                Scope::Class { outer: name == self.outer, is_private: is_class }
            }
            None => Scope::Code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_private(text: &str) -> bool {
        let line = text.lines().position(|line| line.contains("mode {")).map_or(0, |at| at as u32 + 1);
        let texts = Texts::of(vec![vec![("box.h".to_owned(), text.to_owned())]]);
        texts.keep_private("box", &("mode", "/build/box.h", line), &["slow", "fast"])
    }

    #[test]
    fn what_private_declarations_alone_name_is_private() {
        for text in [
            "class box {\npublic:\nint get() const { return how; }\nprivate:\nenum mode { slow, fast };\nmode how;\nvoid set(mode);\n};",
            "namespace lib {\nclass box : base {\nenum mode { slow, fast };\npublic:\nbox();\n};\n}",
            "class box {\npublic:\nbox();\nprivate:\nstruct mode {\nint a; };\nmode *how; };",
        ] {
            assert!(is_private(text), "{text}");
        }
    }

    #[test]
    fn private_types_that_others_name_are_not() {
        let class = |inside: &str| format!("class box {{\nenum mode {{ slow, fast }};\npublic:\n{inside}\n}};\n");
        assert!(is_private(&class("")));
        for inside in [
            "mode get() const;",
            "using kind = mode;",
            "int get() const { return fast; }",
            "friend class key;",
            "signals:\nint a;",
            "private:\nmode get() { return how; }",
            "struct part { mode how; };",
            "private:\nmode how = fast;",
            "private:\nmode how{fast};",
        ] {
            assert!(!is_private(&class(inside)), "{inside}");
        }
        for behind in ["#define FAST fast", "inline int box::get() { return slow; }", "int mode;", "}"] {
            assert!(!is_private(&format!("{}{behind}\n", class(""))), "{behind}");
        }
        assert!(!is_private("struct box {\nenum mode { slow, fast };\n};"));
        assert!(!is_private("class box {\nprotected:\nenum mode { slow, fast };\n};"));
    }
}
