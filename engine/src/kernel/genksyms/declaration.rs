//! Declarations of a unit: definitions of functions, typedefs and variables, exports, and the specifiers that begin them.

use super::parser::{Found, Parser, Stop};
use super::token::{Kind, Tag};

impl Parser<'_> {
    /// Parses all declarations.
    pub(super) fn unit(&mut self) -> Found {
        while self.peek()? != Kind::End {
            (self.is_typedef, self.is_extern) = (false, false);
            (self.name, self.specifiers) = (None, None);
            match self.declaration() {
                Err(Stop::Syntax) => {
                    self.recover(b";}")?;
                }
                found => found?,
            }
            self.list.clear();
        }
        Ok(())
    }

    fn declaration(&mut self) -> Found {
        match self.peek()? {
            Kind::Extension => {
                self.shift();
                self.expect(Kind::Typedef)?;
                self.is_typedef = true;
            }
            Kind::Typedef => {
                self.shift();
                self.is_typedef = true;
            }
            Kind::Asm | Kind::StaticAssert => {
                self.shift();
                return self.expect(Kind::Sign(b';'));
            }
            Kind::Export => return self.export_line(),
            _ => {}
        }
        self.optional_specifiers()?;
        if matches!(self.peek()?, Kind::Identifier | Kind::TypeName | Kind::Sign(b'(' | b'*')) && self.declarators()? {
            return Ok(());
        }
        self.expect(Kind::Sign(b';'))?;
        self.no_types = false;
        Ok(())
    }

    fn export_line(&mut self) -> Found {
        self.shift();
        self.expect(Kind::Sign(b'('))?;
        self.expect(Kind::Identifier)?;
        let name = self.list[self.list.len() - 1].word;
        self.expect(Kind::Sign(b')'))?;
        self.expect(Kind::Sign(b';'))?;
        self.export(name)
    }

    /// The declarators of a declaration, each defined as soon as it ends; true for the definition of a function, which
    /// ends the declaration, too.
    fn declarators(&mut self) -> Found<bool> {
        self.declarator()?;
        if !self.is_typedef && self.peek()? == Kind::Braces {
            let list = std::mem::take(&mut self.list);
            self.define_declared(&list)?;
            self.shift();
            return Ok(true);
        }
        let end = self.end_of_declarator()?;
        let mut prefix = self.list[..self.specifiers.unwrap_or(0).min(self.list.len())].to_vec();
        let list = std::mem::take(&mut self.list);
        self.define_declared(&list[..end])?;
        self.no_types = true;
        while self.take(Kind::Sign(b','))? {
            self.respecified = false;
            self.list.clear();
            if !self.is_older {
                self.attributes()?;
            }
            self.declarator()?;
            let end = self.end_of_declarator()?;
            if self.respecified {
                if self.specifiers.is_some() {
                    return Err(self.failed(
                        "declares something with parameters behind a comma: genksyms reads on without an end there, and takes all memory",
                    ));
                }
                prefix.clear();
            }
            let own = std::mem::take(&mut self.list);
            let list = [&prefix[..], &own[..end]].concat();
            self.define_declared(&list)?;
            self.no_types = true;
        }
        Ok(false)
    }

    fn define_declared(&mut self, definition: &[super::token::Token]) -> Found {
        let tag = if self.is_typedef { Tag::Typedef } else { Tag::Word };
        match self.name.take() {
            Some(name) => self.define(name, tag, definition),
            None => Ok(()),
        }
    }

    /// What may follow a declarator; how much of the list is recorded of it.
    fn end_of_declarator(&mut self) -> Found<usize> {
        let mut end = self.list.len();
        if self.take(Kind::Asm)? {
            end = self.list.len();
        }
        // Older grammars forget attributes that no initializer follows.
        if self.attributes()? && !self.is_older {
            end = self.list.len();
        }
        if self.peek()? == Kind::Sign(b'=') {
            end = self.list.len();
            self.shift();
            self.expect(Kind::Expression)?;
            self.list.truncate(end);
        }
        Ok(end)
    }

    /// Specifiers, or none.
    pub(super) fn optional_specifiers(&mut self) -> Found {
        if self.peek()?.is_specifier() {
            return self.specifier_list();
        }
        self.specify(None);
        Ok(())
    }

    fn specify(&mut self, end: Option<usize>) {
        self.specifiers = end;
        self.respecified = true;
    }

    /// At least one specifier. In newer grammars attributes alone are none.
    pub(super) fn specifier_list(&mut self) -> Found {
        let mut any = false;
        if !self.is_older {
            self.attributes()?;
        }
        while self.peek()?.is_specifier() {
            let end = self.specifier()?;
            self.specify(Some(end));
            any = true;
        }
        if any { Ok(()) } else { Err(Stop::Syntax) }
    }

    /// A specifier; how much of the list is recorded with it for declarators behind a comma.
    fn specifier(&mut self) -> Found<usize> {
        let kind = self.peek()?;
        match kind {
            Kind::Extern | Kind::Inline | Kind::Storage => {
                self.drop_next();
                if kind != Kind::Storage {
                    self.is_extern = kind == Kind::Extern;
                }
            }
            Kind::Restrict => self.drop_next(),
            Kind::Qualifier | Kind::Attribute => self.shift(),
            Kind::TypeName => {
                self.shift();
                self.tag_last(Tag::Typedef);
                self.no_types = true;
            }
            Kind::Struct => self.compound(Tag::Struct)?,
            Kind::Union => self.compound(Tag::Union)?,
            Kind::Enum => self.enumeration()?,
            Kind::Typeof => {
                self.shift();
                // The tool keeps the word alone.
                let end = self.list.len();
                self.expect(Kind::Sign(b'('))?;
                self.nested(Self::parameter)?;
                self.expect(Kind::Sign(b')'))?;
                self.no_types = true;
                return Ok(end);
            }
            _ => {
                self.shift();
                self.no_types = true;
            }
        }
        Ok(self.list.len())
    }

    pub(super) fn tag_last(&mut self, tag: Tag) {
        if let Some(last) = self.list.last_mut() {
            last.tag = tag;
        }
    }
}
