//! Which inline functions of public headers make objects of a class, copy them, or take or return them by value: their
//! callers have compiled the size of the class in.
//!
//! This is no compiler: scopes are told apart by their braces, names are taken for what they say, and where a text does not
//! read like that, or several types have the name, there is no answer.

use std::collections::BTreeSet;

use super::lines::{self, Lines};
use super::texts::{Placed, Texts, class_of, function_of, there};
use super::words::{Token, behind_template};

/// What inline functions do with the objects of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Created {
    /// Names of those that hold one by value, without their scopes.
    pub by: BTreeSet<String>,
    /// Names of all functions that inline functions call.
    pub called: BTreeSet<String>,
}

/// Templates and functions of the standard library that hold or make what they are given as an argument.
const HOLDERS: [&str; 9] =
    ["allocate_shared", "array", "deque", "list", "make_optional", "make_shared", "make_unique", "optional", "vector"];

impl Texts {
    /// The inline functions that hold objects of a class by value, in the headers of the side that declares the class and its
    /// members at these places; where the headers of both sides do, those that both hold. `class`: without its scopes;
    /// `tagged`: only behind `struct` and the like, as in C, where variables and functions may have its name.
    #[must_use]
    pub fn created(&self, class: &str, tagged: bool, declared: &[Placed<'_>]) -> Option<Created> {
        let counted = self.roots.iter().map(|root| there(root, [declared])[0]);
        let counted: Vec<usize> = counted.collect();
        let most = counted.iter().copied().max().filter(|most| *most > 0)?;
        let mut answer: Option<Created> = None;
        for (at, root) in self.roots.iter().enumerate().filter(|(at, _)| counted[*at] == most) {
            if self.defined.count_last(at, class) > 1 {
                return None;
            }
            let mut found = Created::default();
            for (_, text) in root.iter().filter(|(_, text)| text.contains(class)) {
                let mut scan = Scan { class, tagged, ..Scan::default() };
                if lines::read(text, &mut scan).is_some() {
                    found.by.extend(scan.found.by);
                    found.called.extend(scan.found.called);
                }
            }
            match &mut answer {
                Some(before) => before.by.retain(|name| found.by.contains(name)),
                None => answer = Some(found),
            }
        }
        answer
    }
}

/// What a pair of braces is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    /// A namespace or class.
    Outer,
    /// The body of a function of this name, or what lies in it.
    Body(String),
    /// An initializer, a list of enumerators.
    Other,
}

/// One pass over a text.
#[derive(Default)]
struct Scan<'a> {
    class: &'a str,
    tagged: bool,
    scopes: Vec<Scope>,
    /// Tokens of what has begun in the innermost scope.
    head: Vec<Token>,
    parentheses: usize,
    found: Created,
}

impl Lines for Scan<'_> {
    type Saved = (Vec<Scope>, Vec<Token>, usize);

    fn save(&self) -> Self::Saved {
        (self.scopes.clone(), self.head.clone(), self.parentheses)
    }

    fn restore(&mut self, saved: Self::Saved) {
        (self.scopes, self.head, self.parentheses) = saved;
    }

    // What a macro makes is not seen.
    fn define(&mut self, _line: &[Token]) {}

    fn is_closed(&self) -> bool {
        self.scopes.is_empty()
    }

    fn token(&mut self, token: &Token, _next: Option<&Token>) -> Option<()> {
        match token {
            Token::Other('{') => {
                let scope = self.opened();
                self.scopes.push(scope);
                self.clear();
            }
            Token::Other('}') => {
                self.part();
                self.scopes.pop()?;
                self.clear();
            }
            Token::Other(';') if self.parentheses == 0 => {
                self.part();
                self.clear();
            }
            Token::Other(':') if self.is_label() => self.clear(),
            other => {
                match other {
                    Token::Other('(') => self.parentheses += 1,
                    Token::Other(')') => self.parentheses = self.parentheses.saturating_sub(1),
                    _ => {}
                }
                self.head.push(other.clone());
            }
        }
        Some(())
    }
}

impl Scan<'_> {
    fn clear(&mut self) {
        self.head.clear();
        self.parentheses = 0;
    }

    /// `public:` and the like, behind which another declaration begins.
    fn is_label(&self) -> bool {
        matches!(&self.head[..], [Token::Word(w)] if matches!(w.as_str(), "public" | "protected" | "private"))
    }

    fn names_class(&self, head: &[Token], at: usize) -> bool {
        is(head.get(at), self.class) && (!self.tagged || has_key(&head[..at]))
    }

    /// A part of a body ends.
    fn part(&mut self) {
        let Some(Scope::Body(name)) = self.scopes.last().cloned() else { return };
        self.body(&name, false);
    }

    /// Looks at what stands in a body; `opens`: braces follow.
    fn body(&mut self, name: &str, opens: bool) {
        for (at, token) in self.head.iter().enumerate() {
            let Token::Word(word) = token else { continue };
            if self.head.get(at + 1) == Some(&Token::Other('(')) {
                self.found.called.insert(word.clone());
            }
            if self.names_class(&self.head, at) && makes(&self.head, at, opens) {
                self.found.by.insert(name.to_owned());
            }
        }
    }

    /// What the brace that opens now begins.
    fn opened(&mut self) -> Scope {
        match self.scopes.last().cloned() {
            Some(Scope::Body(name)) => {
                self.body(&name, true);
                return Scope::Body(name);
            }
            Some(Scope::Other) => return Scope::Other,
            Some(Scope::Outer) | None => {}
        }
        let has = |word: &str| self.head.iter().any(|t| is(Some(t), word));
        let is_linkage = matches!(&self.head[..], [Token::Word(w), Token::Text(_)] if w == "extern");
        if self.parentheses == 0 && (has("namespace") || is_linkage || class_of(&self.head).is_some()) {
            return Scope::Outer;
        }
        let Some(name) = function_of(&self.head).filter(|_| !has("enum")) else { return Scope::Other };
        let head = behind_template(&self.head);
        let holds = |at: usize| self.names_class(head, at) && (by_value(head, at) || is_new(&head[..at]));
        if (0..head.len()).any(holds) {
            self.found.by.insert(name.clone());
        }
        Scope::Body(name)
    }
}

fn is(token: Option<&Token>, word: &str) -> bool {
    matches!(token, Some(Token::Word(w)) if w == word)
}

/// Whether the key of a class stands right before a name.
fn has_key(before: &[Token]) -> bool {
    ["class", "struct", "union"].iter().any(|key| is(before.last(), key))
}

/// What stands before a name, without its scopes, qualifiers and the key of a class.
fn before(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    loop {
        rest = match rest {
            [start @ .., Token::Word(_), Token::Other(':'), Token::Other(':')]
            | [start @ .., Token::Other(':'), Token::Other(':')] => start,
            [start @ .., Token::Word(w)]
                if matches!(w.as_str(), "const" | "volatile" | "struct" | "class" | "union" | "typename") =>
            {
                start
            }
            _ => return rest,
        }
    }
}

/// What stands behind a name, without the arguments of a template and qualifiers.
fn behind(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    if rest.first() == Some(&Token::Other('<')) {
        let mut depth = 0_usize;
        let end = rest.iter().position(|token| {
            match token {
                Token::Other('<') => depth += 1,
                Token::Other('>') => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest = end.map_or(&[][..], |end| &rest[end + 1..]);
    }
    while let [Token::Word(w), end @ ..] = rest
        && matches!(w.as_str(), "const" | "volatile")
    {
        rest = end;
    }
    rest
}

/// Whether `new` stands before a name, with the place for the object or without.
fn is_new(tokens: &[Token]) -> bool {
    let mut rest = before(tokens);
    if rest.last() == Some(&Token::Other(')')) {
        let mut depth = 0_usize;
        let open = rest.iter().rposition(|token| {
            match token {
                Token::Other(')') => depth += 1,
                Token::Other('(') => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest = open.map_or(&[][..], |open| &rest[..open]);
    }
    is(rest.last(), "new")
}

/// Whether code makes an object where it names the class: a variable, a value, by `new`, or by asking for its size.
fn makes(code: &[Token], at: usize, opens: bool) -> bool {
    let (start, end) = (before(&code[..at]), behind(&code[at + 1..]));
    let is_key = has_key(&code[..at]);
    match end.first() {
        // A pointer, a reference, a part of the class.
        Some(Token::Other('*' | '&' | ':')) => false,
        _ if matches!(start.last(), Some(Token::Other('~' | '.')))
            || matches!(start, [.., Token::Other('-'), Token::Other('>')]) =>
        {
            false
        }
        _ if is_new(&code[..at]) => true,
        _ if matches!(start, [.., Token::Word(w), Token::Other('(')] if w == "sizeof") => true,
        Some(Token::Other('>' | ',')) => {
            matches!(start, [.., Token::Word(w), Token::Other('<')] if HOLDERS.contains(&w.as_str()))
        }
        Some(Token::Other('(')) => true,
        Some(Token::Word(_)) => {
            !["extern", "typedef"].iter().any(|word| is(start.first(), word)) && (!is_key || !opens)
        }
        Some(_) => false,
        None => opens && !is_key,
    }
}

/// Whether the head of a function names the class as what it takes or returns by value.
fn by_value(head: &[Token], at: usize) -> bool {
    let (start, end) = (before(&head[..at]), behind(&head[at + 1..]));
    match end.first() {
        Some(Token::Word(_)) => start.last() != Some(&Token::Other('~')),
        // A parameter without a name.
        Some(Token::Other(',' | ')')) => matches!(start.last(), Some(Token::Other('(' | ','))),
        Some(Token::Other('(')) => is(start.last(), "operator"),
        None => matches!(start, [.., Token::Other('-'), Token::Other('>')]),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests;
