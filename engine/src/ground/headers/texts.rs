//! The texts of public headers, to ask which of their functions name a private member.
//!
//! This is no compiler: it tells classes, functions and namespaces apart by their braces, and where a text does not read
//! like that, it gives no answer.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::defined::{Defined, Root};
use super::lines::{self, Lines};
use super::words::{Token, Words, behind_template, is_word};

/// The texts of all headers that the user named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Each folder or file that was named: often one of OLD and one of NEW.
    pub(super) roots: Vec<Root>,
    /// Which release each of them is of, as far as the user told.
    told: Vec<HeadersOf>,
    /// The types that they define.
    pub(super) defined: Defined,
}

/// Which release headers are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadersOf {
    /// Of one of both, or of both: where declarations stand in them, tells.
    #[default]
    Either,
    /// Those of OLD.
    Old,
    /// Those of NEW.
    New,
}

/// A member of a class, and where the compiler saw it.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// Class without its scopes and template arguments.
    pub class: &'a str,
    /// Member.
    pub member: &'a str,
    /// Whether it is a function, which the class may declare several times with other parameters.
    pub is_function: bool,
    /// Path as the compiler recorded it.
    pub file: &'a str,
    /// Line from 1.
    pub line: u32,
}

impl Texts {
    /// Of the folders and files that the user named.
    #[must_use]
    pub fn of(roots: Vec<Root>) -> Self {
        Self::told(roots.into_iter().map(|root| (HeadersOf::Either, root)).collect())
    }

    /// The same with what the user told of whose they are.
    #[must_use]
    pub fn told(roots: Vec<(HeadersOf, Root)>) -> Self {
        let (told, roots): (Vec<HeadersOf>, Vec<Root>) = roots.into_iter().unzip();
        let defined = Defined::of(&roots);
        Self { roots, told, defined }
    }

    /// Whether texts of more than one release may be among them.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.roots.len() > 1
    }

    /// Inline functions and function templates, by qualified name, that the headers of OLD define and of which those of NEW do
    /// not even hold the name. Which folders are whose, what the debug information of each side says of its
    /// declarations tells: where it does not, there are none.
    #[must_use]
    pub fn inline_gone(&self, old: &[Placed<'_>], new: &[Placed<'_>]) -> Vec<String> {
        // What all folders define is not gone, and mostly that is all.
        let somewhere = |(name, roots): &(&str, &BTreeSet<usize>)| roots.len() < self.roots.len() && !is_internal(name);
        let candidates: Vec<_> = self.defined.functions().filter(somewhere).collect();
        if candidates.is_empty() {
            return Vec::new();
        }
        let sides = self.sides(old, new);
        let is = |root: &usize, side: Ordering| sides.get(*root) == Some(&side);
        let of = |side: Ordering| (0..self.roots.len()).filter(move |root| is(root, side));
        let paths = |root: usize| self.roots[root].iter().map(|(path, _)| path.as_str()).collect::<BTreeSet<&str>>();
        let news: BTreeSet<&str> = of(Ordering::Less).flat_map(paths).collect();
        if news.is_empty() {
            return Vec::new();
        }
        // Two folders without a header in common are no two versions of one.
        let olds: BTreeSet<usize> =
            of(Ordering::Greater).filter(|root| paths(*root).iter().any(|path| news.contains(path))).collect();
        let text = |root: usize| self.roots[root].iter().map(|(_, text)| text.as_str());
        // One that may be of either side may be NEW's.
        let words = Words::of(of(Ordering::Less).chain(of(Ordering::Equal)).flat_map(text));
        let last = |name: &str| name.rsplit("::").next().unwrap_or_default().to_owned();
        let gone = |(name, roots): &(&str, &BTreeSet<usize>)| {
            roots.iter().all(|root| olds.contains(root)) && !words.hold(&last(name))
        };
        candidates.into_iter().filter(gone).map(|(name, _)| name.to_owned()).collect()
    }

    /// For each folder whose it is: as told, else by the declarations that stand where the compiler saw them. `Greater` if more of
    /// OLD's do, `Less` if more of NEW's do. One that tells nothing beside one that does is the other side's.
    fn sides(&self, old: &[Placed<'_>], new: &[Placed<'_>]) -> Vec<Ordering> {
        let side = |(root, told): (&Root, &HeadersOf)| match told {
            HeadersOf::Old => Ordering::Greater,
            HeadersOf::New => Ordering::Less,
            HeadersOf::Either => {
                let [of_old, of_new] = there(root, [old, new]);
                of_old.cmp(&of_new)
            }
        };
        let mut out: Vec<Ordering> = self.roots.iter().zip(&self.told).map(side).collect();
        if let [a, b] = &mut out[..] {
            if *a == Ordering::Equal {
                *a = b.reverse();
            } else if *b == Ordering::Equal {
                *b = a.reverse();
            }
        }
        out
    }

    /// Whether the file of this recorded path is one of them.
    #[must_use]
    pub fn hold(&self, recorded: &str) -> bool {
        self.roots.iter().flatten().any(|(path, _)| is_at(recorded, path))
    }

    /// Whether they define a type of this name.
    #[must_use]
    pub fn define(&self, name: &str) -> bool {
        self.defined.holds(name)
    }

    /// Whether a typedef of this qualified name stands in the headers of both sides.
    #[must_use]
    pub fn keep_typedef(&self, name: &str) -> bool {
        self.defined.keep_typedef(name)
    }

    /// Whether the headers of one side define types of both names.
    #[must_use]
    pub fn define_both(&self, one: &str, other: &str) -> bool {
        self.defined.holds_both(one, other)
    }

    /// What code in the headers does with a private member beside declaring it: functions of its class, of classes in it
    /// and of friends. `None` where the texts do not tell: they do not declare it where the compiler saw it, or
    /// do not read like C++.
    #[must_use]
    pub fn in_code(&self, declared: &Declared<'_>) -> Option<InCode> {
        let mut answer: Option<InCode> = None;
        let of_member = |(_, root): &(usize, &Root)| root.iter().any(|file| declares_there(file, declared));
        for (at, root) in self.roots.iter().enumerate().filter(of_member) {
            let found = named_in(root, declared)?;
            let answer = answer.get_or_insert_with(InCode::default);
            answer.named |= found.named;
            answer.friends.extend(found.friends.into_iter().filter(|class| !self.defined.has_last(at, class)));
            answer.bodies.extend(found.bodies);
            answer.functions.extend(found.functions);
            answer.more |= found.more;
        }
        answer
    }
}

/// A declaration, and where the compiler saw it: its name without scopes, path as recorded, line from 1.
pub type Placed<'a> = (&'a str, &'a str, u32);

/// How many declarations of each list stand in a folder where the compiler saw them.
pub(super) fn there<const N: usize>(root: &Root, lists: [&[Placed<'_>]; N]) -> [usize; N] {
    let files: BTreeMap<&str, Vec<&str>> =
        root.iter().map(|(path, text)| (path.as_str(), text.lines().collect())).collect();
    let line = |recorded: &str, line: u32| {
        let mut rest = recorded;
        loop {
            if let Some(lines) = files.get(rest) {
                return lines.get(line.checked_sub(1)? as usize).copied();
            }
            rest = rest.split_once('/')?.1;
        }
    };
    let stands = |(name, file, at): &&Placed<'_>| {
        line(file, *at).is_some_and(|line| line.split(|c| !is_word(c)).any(|word| word == *name))
    };
    lists.map(|all| all.iter().filter(stands).count())
}

/// A name that says that consumers are not to use it.
fn is_internal(name: &str) -> bool {
    const SCOPES: [&str; 7] = ["aux", "detail", "details", "impl", "internal", "priv", "private_"];
    name.split("::").any(|part| part.starts_with('_') || SCOPES.contains(&part))
}

/// What code in headers does with a private member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InCode {
    /// Some of it names the member.
    pub named: bool,
    /// Classes that the class calls friends and that these headers do not define, without their scopes.
    pub friends: BTreeSet<String>,
    /// Functions of the class and of classes in it, and others that name it, whose bodies stand there, without their
    /// scopes; `operator` for any operator.
    pub bodies: BTreeSet<String>,
    /// Functions of the class and of classes in it that are declared there, in the same way: they have their bodies
    /// elsewhere, unless they stand among those, too.
    pub functions: BTreeSet<String>,
    /// More may stand elsewhere: a header of the class includes a file that is not among them, or a macro builds names of
    /// functions of the class.
    pub more: bool,
}

/// Whether a path that a compiler recorded ends in one below a folder.
fn is_at(recorded: &str, path: &str) -> bool {
    recorded.strip_suffix(path).is_some_and(|start| start.is_empty() || start.ends_with('/'))
}

/// Whether the line of a declaration names the member in this file.
fn declares_there((path, text): &(String, String), declared: &Declared<'_>) -> bool {
    let line = || text.lines().nth(declared.line.checked_sub(1)? as usize);
    is_at(declared.file, path)
        && line().is_some_and(|line| line.split(|c| !is_word(c)).any(|word| word == declared.member))
}

/// The same for the headers of one folder.
fn named_in(root: &Root, declared: &Declared<'_>) -> Option<InCode> {
    let mentions = |text: &str, word: &str| text.contains(word);
    let (mut friends, mut classes) = (BTreeSet::new(), BTreeSet::new());
    let named = |named| InCode { named, ..InCode::default() };
    let mut declarations = 0;
    for (_, text) in root.iter().filter(|file| mentions(&file.1, declared.class)) {
        let mut scan = Scan::new(declared, &friends);
        lines::read(text, &mut scan)?;
        declarations += scan.declarations;
        let Scan { found_friends, friend_classes, .. } = scan;
        classes.extend(friend_classes);
        friends.extend(found_friends);
    }
    if declarations != 1 && !(declared.is_function && declarations > 1) {
        return if declarations == 0 { None } else { Some(named(true)) };
    }
    let (mut bodies, mut functions) = (BTreeSet::new(), BTreeSet::new());
    let mut more = false;
    let files: BTreeSet<&str> = root.iter().filter_map(|(path, _)| path.rsplit('/').next()).collect();
    for (_, text) in root {
        let names_member = mentions(text, declared.member);
        if !names_member && !mentions(text, declared.class) {
            continue;
        }
        let mut scan = Scan::new(declared, &friends);
        // One that does not name the member is asked for bodies alone: what it does not tell is missing.
        if lines::read(text, &mut scan).is_none() {
            if names_member {
                return None;
            }
            continue;
        }
        if scan.named {
            return Some(named(true));
        }
        bodies.extend(scan.bodies);
        functions.extend(scan.functions);
        more |= scan.builds_names || scan.includes.iter().any(|file| !files.contains(file.as_str()));
    }
    Some(InCode { named: false, friends: classes, bodies, functions, more })
}

/// What a pair of braces is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Namespace,
    /// A class; `own`: its code may name private members of the class that is asked about.
    Class {
        own: bool,
    },
    /// A function, an initializer, a list of enumerators.
    Code {
        own: bool,
    },
}

/// One pass over a text.
struct Scan<'a> {
    declared: &'a Declared<'a>,
    friends: &'a BTreeSet<String>,
    scopes: Vec<Scope>,
    /// Tokens of what has begun in the innermost scope.
    head: Vec<Token>,
    /// Parentheses open in it.
    parentheses: usize,
    /// A pair of braces ended: what follows goes on with the same head only as a list of initializers does.
    ended: bool,
    found_friends: BTreeSet<String>,
    /// Those of them that are classes.
    friend_classes: BTreeSet<String>,
    /// Names of own functions with a body.
    bodies: BTreeSet<String>,
    /// Names of own functions that are declared.
    functions: BTreeSet<String>,
    /// Last parts of the paths that are included in quotes.
    includes: BTreeSet<String>,
    /// A macro pastes where it names the class.
    builds_names: bool,
    /// How often the class declares the member.
    declarations: usize,
    named: bool,
}

impl<'a> Scan<'a> {
    fn new(declared: &'a Declared<'a>, friends: &'a BTreeSet<String>) -> Self {
        Self {
            declared,
            friends,
            scopes: Vec::new(),
            head: Vec::new(),
            parentheses: 0,
            ended: false,
            found_friends: BTreeSet::new(),
            friend_classes: BTreeSet::new(),
            bodies: BTreeSet::new(),
            functions: BTreeSet::new(),
            includes: BTreeSet::new(),
            builds_names: false,
            declarations: 0,
            named: false,
        }
    }
}

impl Lines for Scan<'_> {
    type Saved = (Vec<Scope>, Vec<Token>, usize, bool);

    fn save(&self) -> Self::Saved {
        (self.scopes.clone(), self.head.clone(), self.parentheses, self.ended)
    }

    fn restore(&mut self, saved: Self::Saved) {
        (self.scopes, self.head, self.parentheses, self.ended) = saved;
    }

    // What a macro names stands wherever it is used.
    fn define(&mut self, line: &[Token]) {
        self.named |= line.iter().any(|t| self.is_member(t));
        let is_class = |t: &Token| matches!(t, Token::Word(word) if word == self.declared.class);
        self.builds_names |= line.contains(&Token::Paste) && line.iter().any(is_class);
        self.builds_names |= self.pastes_member(&line[2..]);
    }

    fn include(&mut self, line: &[Token]) -> Option<()> {
        // The text of another header stands in the class.
        if self.is_own() {
            return None;
        }
        if let Some(Token::Text(path)) = line.get(2) {
            self.includes.extend(path.rsplit('/').next().map(str::to_owned));
        }
        Some(())
    }

    fn is_closed(&self) -> bool {
        self.scopes.is_empty()
    }

    fn token(&mut self, token: &Token, next: Option<&Token>) -> Option<()> {
        if std::mem::take(&mut self.ended) && !matches!(token, Token::Other(',' | '{')) {
            self.head.clear();
        }
        if self.is_member(token) {
            self.member(next);
        }
        self.named |= matches!(self.scopes.last(), Some(Scope::Code { own: true })) && self.takes_apart(token);
        match token {
            Token::Other('{') => {
                let scope = self.opened();
                self.scopes.push(scope);
                self.head.clear();
                self.parentheses = 0;
            }
            Token::Other('}') => {
                let scope = self.scopes.pop()?;
                // The head of an own function stays one, for the braces that follow its initializers.
                self.head.clear();
                if scope == (Scope::Code { own: true }) {
                    self.head.push(Token::Word(self.declared.class.to_owned()));
                }
                self.ended = true;
            }
            Token::Other(';') if self.parentheses == 0 => {
                self.statement();
                self.head.clear();
            }
            Token::Other(':') if self.is_label() => self.head.clear(),
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
    fn is_member(&self, token: &Token) -> bool {
        matches!(token, Token::Word(word) if word == self.declared.member)
    }

    /// Whether a macro may paste the member's name together: what stands beside `##` is a part of it, or is given.
    fn pastes_member(&self, line: &[Token]) -> bool {
        let parameters = match line {
            [Token::Word(_), Token::Other('('), rest @ ..] => rest.split(|t| *t == Token::Other(')')).next(),
            _ => None,
        };
        let is_given = |word: &Token| parameters.is_some_and(|list| list.contains(word));
        let member = self.declared.member;
        let fits = |token: Option<&Token>, is_part: fn(&str, &str) -> bool| match token {
            Some(word @ Token::Word(text)) => is_given(word) || is_part(member, text),
            _ => false,
        };
        (1..line.len()).filter(|&at| line[at] == Token::Paste).any(|at| {
            fits(line.get(at - 1), |member, part| member.starts_with(part))
                && fits(line.get(at + 1), |member, part| member.ends_with(part))
        })
    }

    /// Whether code reaches members without naming them: it binds them to other names (`auto &[a, b] = *this`), or takes
    /// the object for bytes.
    fn takes_apart(&self, token: &Token) -> bool {
        let is = |token: Option<&Token>, word: &str| matches!(token, Some(Token::Word(w)) if w == word);
        let behind = |count: usize| self.head.len().checked_sub(count).and_then(|at| self.head.get(at));
        match token {
            Token::Other('[') => {
                let last = (1..=3).map(behind).find(|t| !matches!(t, Some(Token::Other('&'))));
                is(last.flatten(), "auto")
            }
            Token::Word(word) if word == "this" => {
                let is_cast = matches!(
                    (behind(1), behind(2)),
                    (Some(Token::Other(')')), Some(Token::Other('*')))
                        | (Some(Token::Other('(')), Some(Token::Other('>')))
                );
                is_cast || self.head.iter().any(takes_bytes)
            }
            // The size of an object of the class is asked for by who copies or compares its bytes.
            Token::Word(word) if word == self.declared.class => {
                is(behind(2), "sizeof") && behind(1) == Some(&Token::Other('('))
            }
            Token::Word(word) => word == "offsetof",
            _ => false,
        }
    }

    fn is_own(&self) -> bool {
        matches!(self.scopes.last(), Some(Scope::Class { own: true } | Scope::Code { own: true }))
    }

    /// `public:` and the like, behind which another declaration begins.
    fn is_label(&self) -> bool {
        matches!(self.scopes.last(), Some(Scope::Class { .. }))
            && matches!(self.head.last(), Some(Token::Word(w)) if matches!(w.as_str(), "public" | "protected" | "private"))
            && !self
                .head
                .iter()
                .any(|t| matches!(t, Token::Word(w) if matches!(w.as_str(), "class" | "struct" | "union")))
    }

    /// A name between the parentheses of a function that is declared is that of a parameter, unless it is the first there
    /// (`int (*name)(int)`) or an argument is written by default.
    fn is_parameter(&self) -> bool {
        let declarator =
            |t: &&Token| matches!(t, Token::Other('*' | '&')) || matches!(t, Token::Word(w) if w == "const");
        let first = self.head.iter().rev().find(|t| !declarator(t)) == Some(&Token::Other('('));
        let asks = |t: &Token| {
            matches!(t, Token::Other('='))
                || matches!(t, Token::Word(w) if matches!(w.as_str(), "sizeof" | "decltype" | "static_assert" | "offsetof" | "noexcept" | "requires" | "alignas"))
        };
        self.parentheses > 0 && !(first && self.parentheses == 1) && !self.head.iter().any(asks)
    }

    /// The member is named here.
    fn member(&mut self, next: Option<&Token>) {
        match self.scopes.last() {
            Some(Scope::Code { own }) => self.named |= own,
            Some(Scope::Class { own: true }) if self.is_parameter() => {}
            Some(Scope::Class { own: true }) if self.declared.is_function => {
                // Behind `=` or parentheses a default, an initializer or a condition calls it.
                let calls = |t: &Token| matches!(t, Token::Other('=' | ')'));
                let declares = self.parentheses == 0 && next == Some(&Token::Other('('));
                self.declarations += usize::from(declares);
                self.named |= !declares || self.head.iter().any(calls);
            }
            Some(Scope::Class { own: true }) => {
                self.declarations += 1;
                // With an initializer, constructors write it; with a parenthesis, one initializes it.
                let initialized = matches!(next, Some(Token::Other('=' | '{' | '(')));
                self.named |= initialized || self.declarations > 1;
            }
            Some(Scope::Class { own: false } | Scope::Namespace) | None => {}
        }
    }

    /// A declaration ends.
    fn statement(&mut self) {
        let own = matches!(self.scopes.last(), Some(Scope::Class { own: true }));
        if own {
            self.functions.extend(function_of(&self.head));
        }
        if own && self.head.contains(&Token::Word("friend".to_owned())) {
            for (i, token) in self.head.iter().enumerate() {
                let is_scope = self.head[i + 1..].starts_with(&[Token::Other(':'), Token::Other(':')]);
                if let Token::Word(word) = token
                    && !is_scope
                    && !is_keyword(word)
                {
                    self.found_friends.insert(word.clone());
                }
            }
        }
        let is_friend = own && self.head.contains(&Token::Word("friend".to_owned()));
        if is_friend && !self.head.contains(&Token::Other('(')) {
            let words = behind_template(&self.head).iter().take_while(|t| **t != Token::Other('<'));
            let last = words.filter_map(|t| if let Token::Word(word) = t { Some(word) } else { None }).last();
            self.friend_classes.extend(last.cloned());
        }
        // A comparison that the compiler makes, of a friend, too, looks at all members.
        let is_default = self.head.ends_with(&[Token::Other('='), Token::Word("default".to_owned())]);
        self.named |= own && is_default && compares(&self.head);
        self.head_names_both();
    }

    /// Outside of classes, the head of a function of the class names the class, and its initializers members.
    fn head_names_both(&mut self) {
        let outside = matches!(self.scopes.last(), None | Some(Scope::Namespace));
        self.named |= outside && self.names_own() && self.head.iter().any(|t| self.is_member(t));
    }

    fn names_own(&self) -> bool {
        let is_own = |w: &String| w == self.declared.class || self.friends.contains(w);
        self.head.iter().any(|t| matches!(t, Token::Word(w) if is_own(w)))
    }

    /// What the brace that opens now begins.
    fn opened(&mut self) -> Scope {
        self.head_names_both();
        let outer = self.scopes.last().copied();
        if let Some(Scope::Code { own }) = outer {
            return Scope::Code { own };
        }
        let inside_own = matches!(outer, Some(Scope::Class { own: true }));
        if self.parentheses == 0 {
            let has = |word: &str| self.head.iter().any(|t| matches!(t, Token::Word(w) if w == word));
            let is_linkage = matches!(&self.head[..], [Token::Word(w), Token::Text(_)] if w == "extern");
            if !inside_own && (has("namespace") || is_linkage) {
                return Scope::Namespace;
            }
            if let Some(name) = class_of(&self.head) {
                let own = inside_own
                    || name == self.declared.class
                    || self.friends.contains(name)
                    || is_inside(&self.head, self.declared.class);
                return Scope::Class { own };
            }
        }
        // A friend that the class defines itself.
        let in_class = matches!(outer, Some(Scope::Class { .. }));
        let own = inside_own || !in_class && self.names_own();
        self.bodies.extend(function_of(&self.head).filter(|_| own));
        Scope::Code { own }
    }
}

/// Functions that take what they are given for bytes, and the operator that tells how many there are.
fn takes_bytes(token: &Token) -> bool {
    const WORDS: [&str; 13] = [
        "memcpy", "memmove", "memcmp", "memset", "mempcpy", "bcopy", "bcmp", "bzero", "fwrite", "fread", "bit_cast",
        "write", "sizeof",
    ];
    matches!(token, Token::Word(w) if WORDS.contains(&w.strip_prefix("__builtin_").unwrap_or(w)))
}

/// Whether a declaration is that of `operator==`, `operator<` or another comparison: no assignment, which is `operator=`.
fn compares(head: &[Token]) -> bool {
    let at = head.iter().position(|t| matches!(t, Token::Word(w) if w == "operator"));
    let behind = at.and_then(|at| head.get(at + 1..)).unwrap_or_default();
    matches!(behind, [Token::Other('!' | '<' | '>'), ..] | [Token::Other('='), Token::Other('='), ..])
}

fn is_keyword(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "friend",
        "class",
        "struct",
        "union",
        "template",
        "typename",
        "const",
        "bool",
        "int",
        "void",
        "inline",
        "constexpr",
        "unsigned",
        "operator",
        "std",
        "auto",
    ];
    WORDS.contains(&word)
}

/// The name of the class whose definition follows this head, if one does.
pub(super) fn class_of(head: &[Token]) -> Option<&str> {
    let mut rest = behind_template(head);
    let is = |token: Option<&Token>, word: &str| matches!(token, Some(Token::Word(w)) if w == word);
    while is(rest.first(), "typedef") || is(rest.first(), "static") || is(rest.first(), "constexpr") {
        rest = &rest[1..];
    }
    if !["class", "struct", "union"].iter().any(|key| is(rest.first(), key)) {
        return None;
    }
    let rest = &rest[1..];
    // The bases begin at a colon that is no part of `::`.
    let colon = |i: &usize| {
        let at = |i: usize| rest.get(i) == Some(&Token::Other(':'));
        at(*i) && !at(i + 1) && !(*i > 0 && at(i - 1))
    };
    let end = (0..rest.len()).find(colon);
    let named = &rest[..end.unwrap_or(rest.len())];
    // Parentheses belong to attributes and macros, unless those of a function come last.
    let mut depth = 0_usize;
    let mut angles = 0_usize;
    let mut name = None;
    for (i, token) in named.iter().enumerate() {
        match token {
            Token::Other('(') => depth += 1,
            Token::Other(')') => {
                depth = depth.saturating_sub(1);
                let only_words_follow = named[i + 1..]
                    .iter()
                    .all(|t| matches!(t, Token::Word(w) if matches!(w.as_str(), "const" | "noexcept" | "override" | "volatile")));
                if end.is_none() && depth == 0 && only_words_follow {
                    return None;
                }
            }
            Token::Other('<') => angles += 1,
            Token::Other('>') => angles = angles.saturating_sub(1),
            Token::Other('*' | '&' | '=') if depth == 0 && angles == 0 => return None,
            Token::Word(word) if depth == 0 && angles == 0 && word != "final" => name = Some(word.as_str()),
            _ => {}
        }
    }
    // One without a name belongs to the class around it.
    Some(name.unwrap_or_default())
}

/// Whether a class is defined as one that another declared (`struct outer::inner {`).
fn is_inside(head: &[Token], outer: &str) -> bool {
    let ends_name = |at: usize| {
        let colon = |i: usize| head.get(i) == Some(&Token::Other(':'));
        colon(at) && !colon(at + 1) && !(at > 0 && colon(at - 1))
    };
    let end = (0..head.len()).find(|&at| ends_name(at)).unwrap_or(head.len());
    let named = &head[..end];
    let at = named.iter().position(|t| matches!(t, Token::Word(w) if w == outer));
    at.is_some_and(|at| named[at..].windows(2).any(|pair| pair == [Token::Other(':'), Token::Other(':')]))
}

/// The name of the function whose body follows this head.
pub(super) fn function_of(head: &[Token]) -> Option<String> {
    let is_operator = |t: &Token| matches!(t, Token::Word(w) if w == "operator");
    if head.iter().any(is_operator) {
        return Some("operator".to_owned());
    }
    let at = behind_template(head).iter().position(|t| *t == Token::Other('('))?;
    match behind_template(head).get(at.checked_sub(1)?)? {
        Token::Word(name) => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
