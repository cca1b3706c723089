//! Structures, unions and enumerations: their tags, and the bodies that define them.

use super::parser::{Found, Parser, Stop};
use super::token::{Kind, Tag};

const OPEN: Kind = Kind::Sign(b'{');

impl Parser<'_> {
    /// A structure or union, named, defined, or both.
    pub(super) fn compound(&mut self, tag: Tag) -> Found {
        let keyword = self.list.len();
        self.shift();
        if !self.is_older {
            self.attributes()?;
        }
        if self.take(Kind::Identifier)? {
            let name = self.list.len() - 1;
            if self.peek()? == OPEN {
                self.nested(Self::members)?;
                self.record_body(keyword, name, tag)?;
            } else {
                self.name_tag(keyword, name, tag);
            }
        } else if self.peek()? == OPEN {
            self.nested(Self::members)?;
        } else {
            return Err(Stop::Syntax);
        }
        self.no_types = true;
        Ok(())
    }

    pub(super) fn enumeration(&mut self) -> Found {
        let keyword = self.list.len();
        self.shift();
        if self.take(Kind::Identifier)? {
            let name = self.list.len() - 1;
            if self.peek()? == OPEN {
                self.enumerators()?;
                self.record_body(keyword, name, Tag::Enum)?;
            } else {
                self.name_tag(keyword, name, Tag::Enum);
            }
        } else if self.peek()? == OPEN {
            self.enumerators()?;
            self.table.start_constants();
        } else {
            return Err(Stop::Syntax);
        }
        self.no_types = true;
        Ok(())
    }

    /// Leaves of `struct NAME` the name, as a reference.
    fn name_tag(&mut self, keyword: usize, name: usize, tag: Tag) {
        self.list[name].tag = tag;
        self.list.remove(keyword);
    }

    /// Takes out what defines a type and leaves its name. What the source itself defines stays unknown.
    fn record_body(&mut self, keyword: usize, name: usize, tag: Tag) -> Found {
        if self.list[name].is_own {
            self.list.truncate(name + 1);
            self.name_tag(keyword, name, tag);
            return Ok(());
        }
        let body = self.list.split_off(keyword);
        let mut reference = body[name - keyword];
        reference.tag = tag;
        self.list.push(reference);
        if tag == Tag::Enum {
            self.table.start_constants();
        }
        self.define(reference.word, tag, &body)
    }

    /// The members of a structure or union, with the braces around them.
    fn members(&mut self) -> Found {
        self.shift();
        let mut is_first = true;
        loop {
            if self.take(Kind::Sign(b'}'))? {
                return Ok(());
            }
            match self.member() {
                // Before the first member an error may end with the body.
                Err(Stop::Syntax) => {
                    let ends: &[u8] = if is_first { b";}" } else { b";" };
                    if self.recover(ends)? == b'}' {
                        return Ok(());
                    }
                }
                found => found?,
            }
            self.no_types = false;
            is_first = false;
        }
    }

    fn member(&mut self) -> Found {
        self.optional_specifiers()?;
        if matches!(self.peek()?, Kind::Identifier | Kind::TypeName | Kind::Sign(b'(' | b'*' | b':')) {
            self.one_member()?;
            while self.take(Kind::Sign(b','))? {
                self.one_member()?;
            }
        }
        self.expect(Kind::Sign(b';'))
    }

    fn one_member(&mut self) -> Found {
        if self.take(Kind::Identifier)? {
            if !self.bits()? {
                self.no_types = false;
                self.member_declarator_end()?;
                self.attributes()?;
            }
        } else if !self.bits()? {
            self.member_declarator()?;
            self.attributes()?;
        }
        self.no_types = true;
        Ok(())
    }

    /// The width of a bit-field, if one follows.
    fn bits(&mut self) -> Found<bool> {
        let is = self.take(Kind::Sign(b':'))?;
        if is {
            self.expect(Kind::Expression)?;
        }
        Ok(is)
    }

    /// The constants of an enumeration, with the braces around them. Each is known to those behind it.
    fn enumerators(&mut self) -> Found {
        self.shift();
        loop {
            self.expect(Kind::Identifier)?;
            let name = self.list[self.list.len() - 1].word;
            let mut value = Vec::new();
            if self.take(Kind::Sign(b'='))? {
                let start = self.list.len();
                self.expect(Kind::Expression)?;
                value.extend_from_slice(&self.list[start..]);
            }
            self.define_constant(name, &value)?;
            if self.take(Kind::Sign(b','))? {
                if self.take(Kind::Sign(b'}'))? {
                    return Ok(());
                }
            } else {
                return self.expect(Kind::Sign(b'}'));
            }
        }
    }
}
