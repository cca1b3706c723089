//! DIEs one by one, as libdw hands them to gendwarfksyms: by their place, with the attributes that a type string shows.

use gimli::constants as dw;

use crate::ground::maps::FastMap;
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::cursor::{Cursor, Value};
use crate::read::dwarf::read::error::{DwarfError, Result};
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

/// Where a DIE is: the section that holds it, and the offset in bytes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) info: u32,
    pub(crate) offset: u64,
}

/// Where `DW_AT_type` and its like lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// The DIE has no such attribute, or one that leads nowhere.
    None,
    Die(Place),
    /// To a type unit.
    Signature(u64),
}

/// One DIE. Numbers are as `dwarf_formudata` gives them: a negative one as two's complement, none where an expression
/// stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Die {
    pub(super) place: Place,
    /// Index of its unit in [`DwarfFile::units`].
    pub(super) unit: usize,
    pub(super) tag: dw::DwTag,
    pub(super) has_children: bool,
    /// Where its first child is, or what follows it.
    pub(super) after: usize,
    /// Where its next sibling is, if it says so.
    sibling: Option<u64>,
    pub(super) name: StrRef,
    pub(super) linkage_name: StrRef,
    pub(super) type_: Reference,
    pub(super) origin: Reference,
    pub(super) is_declaration: bool,
    pub(super) declared_in: Option<u64>,
    pub(super) byte_size: Option<u64>,
    pub(super) encoding: Option<u64>,
    pub(super) alignment: Option<u64>,
    pub(super) accessibility: Option<u64>,
    pub(super) bit_size: Option<u64>,
    pub(super) data_bit_offset: Option<u64>,
    pub(super) member_location: Option<u64>,
    /// Of an enumerator; the discriminant of a variant.
    pub(super) value: Option<u64>,
    pub(super) count: Option<u64>,
    pub(super) upper_bound: Option<u64>,
}

/// A unit that is open, and what was asked of it.
struct Opened<'a> {
    context: UnitContext<'a>,
    cursor: Cursor<'a>,
    /// By number of a file: whether its name ends in `.c`.
    sources: FastMap<u64, bool>,
}

/// The DIEs of an object, on one thread.
pub(super) struct Dies<'a> {
    pub(super) file: &'a DwarfFile<'a>,
    opened: FastMap<usize, Opened<'a>>,
    attrs: Attrs,
}

impl<'a> Dies<'a> {
    pub(super) fn new(file: &'a DwarfFile<'a>) -> Self {
        Self { file, opened: FastMap::default(), attrs: Attrs::default() }
    }

    fn open(&mut self, unit: usize) -> Result<&mut Opened<'a>> {
        if !self.opened.contains_key(&unit) {
            let context = UnitContext::open_bare(self.file, unit)?;
            let section = self.file.infos[context.unit.info as usize].section;
            let mut cursor = Cursor::new(section, self.file.main.big_endian, context.first_child);
            cursor.limit(context.unit.end as usize);
            self.opened.insert(unit, Opened { context, cursor, sources: FastMap::default() });
        }
        self.opened.get_mut(&unit).ok_or(DwarfError::NoUnitDie)
    }

    /// Where the children of the DIE of a unit start, and whether it is one of C.
    pub(super) fn start(&mut self, unit: usize) -> Result<(Place, bool)> {
        let opened = self.open(unit)?;
        let place = Place { info: opened.context.unit.info, offset: opened.context.first_child as u64 };
        Ok((place, opened.context.is_c))
    }

    /// The DIE at a place.
    pub(super) fn at(&mut self, place: Place) -> Result<Die> {
        let unit = self.file.unit_at(place.info, place.offset).ok_or(DwarfError::BadOffset(place.offset))?;
        self.read(unit, place)?.ok_or(DwarfError::BadOffset(place.offset))
    }

    fn read(&mut self, unit: usize, place: Place) -> Result<Option<Die>> {
        self.open(unit)?;
        let Self { file, opened, attrs } = self;
        let Opened { context, cursor, .. } = opened.get_mut(&unit).ok_or(DwarfError::NoUnitDie)?;
        cursor.pos = usize::try_from(place.offset).map_err(|_| DwarfError::BadOffset(place.offset))?;
        if cursor.at_end() {
            return Ok(None);
        }
        let code = cursor.uleb()?;
        if code == 0 {
            return Ok(None);
        }
        let plan = context.plans.get(code)?;
        attrs.read(cursor, &context.plans, plan, context.unit.encoding)?;
        let reference = |slot| match attrs.get(slot) {
            Some(Value::UnitRef(offset)) => within(context, offset),
            Some(Value::InfoRef(offset)) => Reference::Die(Place { info: context.info_section(), offset }),
            Some(Value::SupRef(offset)) if context.sup_section() != u32::MAX => {
                Reference::Die(Place { info: context.sup_section(), offset })
            }
            Some(Value::Sig8(signature)) => Reference::Signature(signature),
            _ => Reference::None,
        };
        Ok(Some(Die {
            place,
            unit,
            tag: plan.tag,
            has_children: plan.has_children,
            after: cursor.pos,
            sibling: match attrs.get(Slot::Sibling) {
                Some(Value::UnitRef(offset)) => context.unit.start.checked_add(offset),
                _ => None,
            },
            name: context.str(file, attrs, Slot::Name),
            linkage_name: context.str(file, attrs, Slot::LinkageName),
            type_: reference(Slot::Type),
            origin: reference(Slot::Origin),
            is_declaration: attrs.flag(Slot::Declaration),
            declared_in: attrs.unsigned(Slot::DeclFile),
            byte_size: attrs.unsigned(Slot::ByteSize),
            encoding: attrs.unsigned(Slot::Encoding),
            alignment: attrs.unsigned(Slot::Alignment),
            accessibility: attrs.unsigned(Slot::Accessibility),
            bit_size: attrs.unsigned(Slot::BitSize),
            data_bit_offset: attrs.unsigned(Slot::DataBitOffset),
            member_location: attrs.unsigned(Slot::MemberLocation),
            value: attrs.unsigned(Slot::ConstValue),
            count: attrs.unsigned(Slot::Count),
            upper_bound: attrs.unsigned(Slot::UpperBound),
        }))
    }

    /// The first child of a DIE.
    pub(super) fn first_child(&mut self, die: &Die) -> Result<Option<Die>> {
        if die.has_children { self.next(die, die.after) } else { Ok(None) }
    }

    /// The DIE at a place of a unit; `None` at the end of a list of siblings.
    pub(super) fn first_at(&mut self, unit: usize, place: Place) -> Result<Option<Die>> {
        self.read(unit, place)
    }

    fn next(&mut self, of: &Die, at: usize) -> Result<Option<Die>> {
        self.read(of.unit, Place { info: of.place.info, offset: at as u64 })
    }

    /// The next sibling of a DIE.
    pub(super) fn sibling(&mut self, die: &Die) -> Result<Option<Die>> {
        let end = self.end_of(die)?;
        self.next(die, end)
    }

    /// Where a DIE ends with all that is in it.
    pub(super) fn end_of(&mut self, die: &Die) -> Result<usize> {
        if !die.has_children {
            return Ok(die.after);
        }
        if let Some(sibling) = die.sibling.and_then(|s| usize::try_from(s).ok())
            && sibling > die.after
        {
            return Ok(sibling);
        }
        let (mut at, mut depth) = (die.after, 1_usize);
        while depth > 0 {
            match self.next(die, at)? {
                None => {
                    // A list that the unit's end cuts off.
                    if at as u64 >= self.file.units[die.unit].end {
                        return Ok(at);
                    }
                    at += 1;
                    depth -= 1;
                }
                Some(inner) => match inner.sibling.and_then(|s| usize::try_from(s).ok()) {
                    Some(sibling) if inner.has_children && sibling > inner.after => at = sibling,
                    _ => {
                        at = inner.after;
                        depth += usize::from(inner.has_children);
                    }
                },
            }
        }
        Ok(at)
    }

    /// The children of a DIE.
    pub(super) fn children(&mut self, die: &Die) -> Result<Vec<Die>> {
        let mut found = Vec::new();
        let mut next = self.first_child(die)?;
        while let Some(child) = next {
            found.push(child);
            next = self.sibling(&child)?;
        }
        Ok(found)
    }

    /// The text of a string, `None` where a DIE has none.
    pub(super) fn text(&self, name: StrRef) -> Option<&[u8]> {
        if name.is_none() { None } else { self.file.string(name, &[]) }
    }

    /// Where a type unit keeps the type of a signature.
    pub(super) fn signed(&self, signature: u64) -> Option<Place> {
        let at = self.file.signatures.binary_search_by_key(&signature, |s| s.0).ok()?;
        let unit = &self.file.units[self.file.signatures[at].1 as usize];
        Some(Place { info: unit.info, offset: unit.signed?.1 })
    }

    /// Whether a DIE says that it stands in a source file of C, not in a header.
    pub(super) fn is_private(&mut self, die: &Die) -> Result<bool> {
        let Some(number) = die.declared_in else { return Ok(false) };
        let file = self.file;
        let opened = self.open(die.unit)?;
        if let Some(&known) = opened.sources.get(&number) {
            return Ok(known);
        }
        let is_source = opened.context.path(file, number, &[]).is_some_and(|path| path.ends_with(".c"));
        opened.sources.insert(number, is_source);
        Ok(is_source)
    }
}

/// A reference within a unit.
fn within(context: &UnitContext<'_>, offset: u64) -> Reference {
    let unit = context.unit;
    match unit.start.checked_add(offset) {
        Some(offset) if offset < unit.end => Reference::Die(Place { info: unit.info, offset }),
        _ => Reference::None,
    }
}
