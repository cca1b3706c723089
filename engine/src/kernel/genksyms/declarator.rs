//! Declarators: pointers, functions, arrays and parentheses around the name of a variable, a member or a parameter.

use super::parser::{Found, Parser, Stop};
use super::token::Kind;

const OPEN: Kind = Kind::Sign(b'(');
const CLOSE: Kind = Kind::Sign(b')');

impl Parser<'_> {
    /// `*` with what qualifies it, as often as it comes; whether it came.
    fn pointers(&mut self) -> Found<bool> {
        let mut any = false;
        while self.take(Kind::Sign(b'*'))? {
            any = true;
            loop {
                match self.peek()? {
                    Kind::Qualifier | Kind::Attribute => self.shift(),
                    Kind::Restrict => self.drop_next(),
                    _ => break,
                }
            }
        }
        Ok(any)
    }

    /// Whether a symbol may be the name of what is declared. In newer grammars the lexer tells what is one.
    fn is_name(&self, next: Kind) -> bool {
        next == Kind::Identifier || (self.is_older && next == Kind::TypeName)
    }

    /// A declarator with the name that the declaration defines.
    pub(super) fn declarator(&mut self) -> Found {
        self.pointers()?;
        match self.peek()? {
            next if self.is_name(next) => {
                self.shift();
                if self.name.is_some() {
                    return Err(Stop::Syntax);
                }
                self.name = self.list.last().map(|token| token.word);
                self.no_types = false;
            }
            OPEN => {
                self.shift();
                if self.is_newest {
                    self.attributes()?;
                }
                self.nested(Self::declarator)?;
                self.expect(CLOSE)?;
            }
            _ => return Err(Stop::Syntax),
        }
        self.arrays_and_parameters()
    }

    /// What stands behind a name, or where it would stand.
    fn arrays_and_parameters(&mut self) -> Found {
        loop {
            match self.peek()? {
                OPEN => {
                    self.shift();
                    self.parameters()?;
                }
                Kind::Brackets => self.shift(),
                _ => return Ok(()),
            }
        }
    }

    /// A declarator with the name of a member.
    pub(super) fn member_declarator(&mut self) -> Found {
        self.pointers()?;
        match self.peek()? {
            next if self.is_name(next) => {
                self.shift();
                self.no_types = false;
            }
            OPEN => {
                self.shift();
                self.parenthesized(|parser| {
                    if !parser.is_older {
                        parser.attributes()?;
                    }
                    parser.member_declarator()?;
                    parser.expect(CLOSE)
                })?;
            }
            _ => return Err(Stop::Syntax),
        }
        self.member_declarator_end()
    }

    /// Arrays and parameters behind the name of a member.
    pub(super) fn member_declarator_end(&mut self) -> Found {
        loop {
            match self.peek()? {
                OPEN => {
                    self.shift();
                    // Newer grammars end a declarator behind its parameters.
                    if self.parameters()? && !self.is_older {
                        return Ok(());
                    }
                }
                Kind::Brackets => self.shift(),
                _ => return Ok(()),
            }
        }
    }

    /// Something behind a parenthesis, to the one that closes it; an error ends there. Whether there was none.
    fn parenthesized(&mut self, parse: impl FnOnce(&mut Self) -> Found) -> Found<bool> {
        match self.nested(parse) {
            Err(Stop::Syntax) => self.recover(b")").map(|_| false),
            found => found.map(|()| true),
        }
    }

    /// Parameters behind their parenthesis, to the one that closes them. Whether they are such.
    fn parameters(&mut self) -> Found<bool> {
        self.parenthesized(|parser| {
            parser.parameter_list()?;
            parser.expect(CLOSE)
        })
    }

    fn parameter_list(&mut self) -> Found {
        if self.peek()? == CLOSE || self.take(Kind::Dots)? {
            return Ok(());
        }
        self.parameter_and_on()?;
        while self.take(Kind::Sign(b','))? {
            if self.take(Kind::Dots)? {
                return Ok(());
            }
            self.parameter_and_on()?;
        }
        self.take(Kind::Dots).map(drop)
    }

    fn parameter_and_on(&mut self) -> Found {
        self.parameter()?;
        self.no_types = false;
        Ok(())
    }

    /// A parameter, or the type of a `typeof`. Its own name is not recorded.
    pub(super) fn parameter(&mut self) -> Found {
        self.specifier_list()?;
        if self.is_older { self.older_abstract_declarator() } else { self.abstract_declarator().map(drop) }
    }

    fn older_abstract_declarator(&mut self) -> Found {
        self.pointers()?;
        match self.peek()? {
            Kind::Identifier | Kind::TypeName => self.drop_next(),
            OPEN => {
                self.shift();
                self.parenthesized(|parser| {
                    parser.older_abstract_declarator()?;
                    parser.expect(CLOSE)
                })?;
            }
            _ => {}
        }
        self.arrays_and_parameters()
    }

    /// The same in newer grammars; whether there was one.
    fn abstract_declarator(&mut self) -> Found<bool> {
        let any = self.pointers()?;
        let is_whole = match self.peek()? {
            Kind::Identifier => {
                self.drop_next();
                false
            }
            Kind::Brackets => {
                self.shift();
                false
            }
            OPEN => self.abstract_parentheses()?,
            _ => return Ok(any),
        };
        if !is_whole {
            self.abstract_declarator_end()?;
        }
        self.attributes()?;
        self.no_types = false;
        Ok(true)
    }

    /// `( declarator )`, or the parameters of a function without a name, which end its declarator: then it is whole.
    fn abstract_parentheses(&mut self) -> Found<bool> {
        self.shift();
        self.no_types = false;
        let mut is_whole = false;
        let is_sound = self.parenthesized(|parser| {
            // Attributes may begin either.
            let attributes = parser.attributes()?;
            let next = parser.peek()?;
            if next.is_specifier() || (!attributes && matches!(next, CLOSE | Kind::Dots)) {
                parser.parameter_list()?;
                is_whole = true;
            } else if !parser.abstract_declarator()? {
                return Err(Stop::Syntax);
            }
            parser.expect(CLOSE)
        })?;
        Ok(is_whole && is_sound)
    }

    fn abstract_declarator_end(&mut self) -> Found {
        loop {
            match self.peek()? {
                OPEN => {
                    self.shift();
                    self.no_types = false;
                    if self.parameters()? {
                        return Ok(());
                    }
                }
                Kind::Brackets => self.shift(),
                _ => return Ok(()),
            }
        }
    }
}
