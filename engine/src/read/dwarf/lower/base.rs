//! Base types: their names as C spells them, with what of their format is stated apart from size and encoding.

use gimli::constants as dw;

use super::order::other_order;
use super::{LONGEST_BASE_TYPE, Lowering};
use crate::graph::base_name::{base_type_name, complex_name, with_width};
use crate::graph::{Flags, Kind};
use crate::read::dwarf::read::attrs::Attrs;
use crate::read::dwarf::read::plan::Slot;
use crate::read::dwarf::read::unit::{DwarfFile, StrRef, UnitContext};

impl Lowering {
    /// One `DW_TAG_unspecified_type`: `void` under a name, the type of `nullptr`, a result that is deduced elsewhere.
    pub(super) fn unspecified<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) {
        let name = context.str(file, attrs, Slot::Name);
        let text = file.string_up_to(LONGEST_BASE_TYPE, name, &[]).unwrap_or_default();
        // Without a name (GNU as says so of what its functions return) it is no `void`.
        let (kind, size) = match text {
            b"" => (Kind::Unknown, 0),
            b"decltype(nullptr)" | b"nullptr_t" => (Kind::Base, u64::from(context.unit.encoding.address_size)),
            b"auto" | b"decltype(auto)" => (Kind::Base, 0),
            _ => (Kind::Void, 0),
        };
        let node = self.push(file, context, kind, attrs, at, demanded);
        if kind == Kind::Base {
            let n = &mut self.nodes[node as usize];
            (n.name, n.byte_size) = (name, size);
        }
    }

    /// One `DW_TAG_base_type`.
    pub(super) fn base<'a>(
        &mut self,
        file: &'a DwarfFile<'a>,
        context: &mut UnitContext<'a>,
        attrs: &Attrs,
        at: u64,
        demanded: bool,
    ) {
        let name = context.str(file, attrs, Slot::Name);
        let node = self.push(file, context, Kind::Base, attrs, at, demanded);
        let text = file.string_up_to(LONGEST_BASE_TYPE, name, &self.arena).unwrap_or_default();
        let encoding = attrs.unsigned(Slot::Encoding).unwrap_or(0);
        let n = &mut self.nodes[node as usize];
        // Some compilers call the character types of C++ unsigned.
        n.aux = match text {
            b"char8_t" | b"char16_t" | b"char32_t" => u64::from(dw::DW_ATE_UTF.0),
            _ => encoding,
        };
        let bits = attrs.unsigned(Slot::BitSize);
        if n.byte_size == 0
            && let Some(bits) = bits
        {
            n.byte_size = bits.div_ceil(8);
        }
        let mut spelt = if encoding == u64::from(dw::DW_ATE_complex_float.0) {
            complex_name(text, n.byte_size).or_else(|| base_type_name(text))
        } else {
            base_type_name(text)
        };
        // Most have neither attribute, and no name that asks for a width.
        if bits.is_some() || text.ends_with(b"_BitInt") {
            let whole = n.byte_size.saturating_mul(8);
            let bits = bits.or_else(|| context.maker.states_widths().then_some(whole));
            // The value lies in the low bits, unless it is said to lie elsewhere (DWARF 5, 5.1).
            let from = attrs.unsigned(Slot::DataBitOffset).unwrap_or(0);
            let low = if file.main.big_endian { whole.saturating_sub(bits.unwrap_or(whole)) } else { 0 };
            let from = (from != low).then_some(from).filter(|&from| from != 0);
            spelt = with_width(spelt.as_deref().map_or(text, str::as_bytes), whole, bits, from).or(spelt);
        }
        if let Some(order) = other_order(file, attrs).filter(|_| n.byte_size > 1) {
            n.flags.set(Flags::OTHER_ORDER);
            spelt = Some(spelt.unwrap_or_else(|| String::from_utf8_lossy(text).into_owned()) + order);
        }
        match spelt {
            Some(spelt) => {
                n.name = StrRef::arena(self.arena.len());
                self.arena.extend_from_slice(spelt.as_bytes());
                self.arena.push(0);
            }
            None => n.name = name,
        }
    }
}
