//! Who made a unit, and what follows for it.

use std::sync::{Arc, PoisonError};

use super::form::Producer;
use super::producer;
use super::read::error::Result;
use super::read::unit::{DwarfFile, StrRef, UnitContext};

/// How many units are looked through for a producer.
const LOOKED_AT: usize = 64;
/// No producer is longer: all units may name one that is.
const LONGEST: usize = 1 << 14;

impl<'a> UnitContext<'a> {
    /// Reads abbreviations and the unit DIE, and what its producer tells.
    ///
    /// # Errors
    /// Either cannot be read.
    pub fn open(file: &'a DwarfFile<'a>, index: usize) -> Result<Self> {
        let mut context = Self::open_bare(file, index)?;
        context.leaves_out = producer::leaves_out(file, context.producer);
        context.maker = of(file, &context);
        context.silent = context.maker.silent(context.unit.encoding.version);
        Ok(context)
    }
}

/// The producer of a unit; where it names none (type units, partial units), that of the first unit that does.
fn of<'a>(file: &'a DwarfFile<'a>, context: &UnitContext<'a>) -> Arc<Producer> {
    if !context.producer.is_none() {
        return known(file, context.producer);
    }
    let first = || {
        // Type units name none, and stand in front of all others.
        let named = (0..file.units.len()).filter(|&i| file.units[i].signed.is_none()).take(LOOKED_AT);
        let mut opened = named.filter_map(|i| UnitContext::open_bare(file, i).ok());
        opened.find(|c| !c.producer.is_none()).map_or_else(Arc::default, |c| known(file, c.producer))
    };
    Arc::clone(file.producers.first.get_or_init(first))
}

fn known(file: &DwarfFile<'_>, name: StrRef) -> Arc<Producer> {
    let mut known = file.producers.known.lock().unwrap_or_else(PoisonError::into_inner);
    let parse = || {
        let text = file.string_up_to(LONGEST, name, &[]).unwrap_or_default();
        Arc::new(Producer::parse(&String::from_utf8_lossy(text)))
    };
    Arc::clone(known.entry(name).or_insert_with(parse))
}
