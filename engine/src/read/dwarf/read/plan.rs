//! Abbreviation plans: each table of abbreviations is compiled into the family of each tag and a
//! short list of operations, so that decoding a DIE does no look-up by attribute name.
//!
//! Attributes nobody wants turn into skips, neighbouring fixed-size ones into one skip. An abbreviation has at
//! most one step for each slot, and every skip takes bytes of the DIE: the work for a DIE follows its size,
//! however many attributes without bytes its abbreviation lists.

use gimli::constants as dw;
use gimli::{AttributeSpecification, Encoding, Error};

use super::cursor::{Cursor, VARIABLE, fixed_size};
use super::error::{DwarfError, Result};
use crate::ground::maps::FastMap;

/// What the lowering does with a DIE. One lowering function per family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Family {
    /// Nothing: jump over it and its children.
    Skip,
    /// Nothing, but its children count (namespaces that carry no name, modules).
    Transparent,
    Namespace,
    Base,
    Unspecified,
    /// Pointer, references, qualifiers, typedef: one target.
    Unary,
    PtrToMember,
    Array,
    Subrange,
    Record,
    Member,
    Inheritance,
    TemplateArgument,
    TemplatePack,
    Enum,
    Enumerator,
    Subroutine,
    Param,
    UnspecifiedParams,
    Subprogram,
    Variable,
    /// What varies of a record (an enum of Rust): a discriminant, and a variant for each of its values.
    VariantPart,
    Variant,
    Unit,
}

/// Attribute that the lowering wants; the index of its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Slot {
    Name,
    LinkageName,
    ByteSize,
    Type,
    MemberLocation,
    BitSize,
    BitOffset,
    DataBitOffset,
    ConstValue,
    UpperBound,
    LowerBound,
    Count,
    Declaration,
    External,
    DeclFile,
    DeclLine,
    Encoding,
    Sibling,
    LowPc,
    Location,
    Origin,
    Specification,
    Alignment,
    Prototyped,
    Noreturn,
    Endianity,
    AddressClass,
    CallingConvention,
    Signature,
    GnuVector,
    Artificial,
    EnumClass,
    Virtuality,
    ContainingType,
    Accessibility,
    VtableElemLocation,
    Explicit,
    Deleted,
    Defaulted,
    Reference,
    RvalueReference,
    ObjectPointer,
    Mutable,
    Ranges,
    // Unit DIE only.
    StmtList,
    StrOffsetsBase,
    AddrBase,
    CompDir,
    Language,
    DwoName,
    DwoId,
    HighPc,
    Producer,
    RnglistsBase,
    RangesBase,
    /// Bytes to skip, not a slot.
    Skip,
}

/// Number of real slots.
pub const SLOTS: usize = Slot::Skip as usize;

/// What the payload of a decoded attribute means: the variants of [`super::cursor::Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Tag {
    Unsigned,
    Signed,
    Strp,
    LineStrp,
    StrpSup,
    Strx,
    Inline,
    Addrx,
    UnitRef,
    InfoRef,
    Sig8,
    SupRef,
    Block,
}

/// One step of decoding a DIE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    pub slot: Slot,
    /// For forms of fixed size.
    pub tag: Tag,
    /// 0 for a skip of fixed size.
    pub form: dw::DwForm,
    /// Bytes, if that is fixed.
    pub size: u32,
    /// The bytes of the value among the eight at its place.
    pub mask: u64,
    /// `DW_FORM_implicit_const` and `DW_FORM_flag_present`: the value.
    pub value: u64,
}

/// An abbreviation, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub family: Family,
    pub tag: dw::DwTag,
    pub has_children: bool,
    /// Bytes of all attributes, or [`VARIABLE`].
    pub fixed_size: u32,
    /// A bit for each slot that it fills.
    pub slots: u64,
    first: u32,
    last: u32,
}

/// The plans of a unit by abbreviation code. Codes are dense in practice; sparse ones go to a map.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plans {
    dense: Vec<Option<Plan>>,
    sparse: FastMap<u64, Plan>,
    ops: Vec<Op>,
    count: usize,
}

fn family(tag: dw::DwTag) -> Family {
    match tag {
        dw::DW_TAG_base_type => Family::Base,
        dw::DW_TAG_unspecified_type => Family::Unspecified,
        dw::DW_TAG_pointer_type
        | dw::DW_TAG_reference_type
        | dw::DW_TAG_rvalue_reference_type
        | dw::DW_TAG_const_type
        | dw::DW_TAG_volatile_type
        | dw::DW_TAG_restrict_type
        | dw::DW_TAG_atomic_type
        | dw::DW_TAG_packed_type
        | dw::DW_TAG_immutable_type
        | dw::DW_TAG_shared_type
        | dw::DW_TAG_template_alias
        | dw::DW_TAG_typedef => Family::Unary,
        dw::DW_TAG_ptr_to_member_type => Family::PtrToMember,
        dw::DW_TAG_array_type => Family::Array,
        dw::DW_TAG_subrange_type => Family::Subrange,
        dw::DW_TAG_structure_type | dw::DW_TAG_class_type | dw::DW_TAG_union_type | dw::DW_TAG_interface_type => {
            Family::Record
        }
        dw::DW_TAG_member => Family::Member,
        dw::DW_TAG_inheritance => Family::Inheritance,
        dw::DW_TAG_template_type_parameter
        | dw::DW_TAG_template_value_parameter
        | dw::DW_TAG_GNU_template_template_param => Family::TemplateArgument,
        dw::DW_TAG_GNU_template_parameter_pack => Family::TemplatePack,
        dw::DW_TAG_enumeration_type => Family::Enum,
        dw::DW_TAG_enumerator => Family::Enumerator,
        dw::DW_TAG_subroutine_type => Family::Subroutine,
        dw::DW_TAG_formal_parameter => Family::Param,
        dw::DW_TAG_unspecified_parameters => Family::UnspecifiedParams,
        dw::DW_TAG_subprogram => Family::Subprogram,
        dw::DW_TAG_variable => Family::Variable,
        dw::DW_TAG_variant_part => Family::VariantPart,
        dw::DW_TAG_variant => Family::Variant,
        dw::DW_TAG_namespace => Family::Namespace,
        dw::DW_TAG_module => Family::Transparent,
        dw::DW_TAG_compile_unit | dw::DW_TAG_type_unit | dw::DW_TAG_partial_unit | dw::DW_TAG_skeleton_unit => {
            Family::Unit
        }
        _ => Family::Skip,
    }
}

pub(super) fn slot(attr: dw::DwAt, family: Family) -> Slot {
    let slot = match attr {
        dw::DW_AT_sibling => return Slot::Sibling,
        dw::DW_AT_name => Slot::Name,
        dw::DW_AT_linkage_name | dw::DW_AT_MIPS_linkage_name => Slot::LinkageName,
        dw::DW_AT_byte_size => Slot::ByteSize,
        dw::DW_AT_type => Slot::Type,
        dw::DW_AT_data_member_location => Slot::MemberLocation,
        dw::DW_AT_bit_size => Slot::BitSize,
        dw::DW_AT_bit_offset => Slot::BitOffset,
        dw::DW_AT_data_bit_offset => Slot::DataBitOffset,
        dw::DW_AT_const_value => Slot::ConstValue,
        dw::DW_AT_discr_value if family == Family::Variant => Slot::ConstValue,
        dw::DW_AT_discr_list if family == Family::Variant => Slot::Location,
        dw::DW_AT_upper_bound => Slot::UpperBound,
        dw::DW_AT_lower_bound => Slot::LowerBound,
        dw::DW_AT_count => Slot::Count,
        dw::DW_AT_declaration => Slot::Declaration,
        dw::DW_AT_external => Slot::External,
        dw::DW_AT_decl_file => Slot::DeclFile,
        dw::DW_AT_decl_line => Slot::DeclLine,
        dw::DW_AT_encoding => Slot::Encoding,
        dw::DW_AT_low_pc => Slot::LowPc,
        dw::DW_AT_location => Slot::Location,
        dw::DW_AT_abstract_origin => Slot::Origin,
        dw::DW_AT_specification => Slot::Specification,
        dw::DW_AT_alignment => Slot::Alignment,
        dw::DW_AT_prototyped => Slot::Prototyped,
        dw::DW_AT_noreturn => Slot::Noreturn,
        dw::DW_AT_endianity if matches!(family, Family::Base | Family::Enum) => Slot::Endianity,
        dw::DW_AT_address_class if family == Family::Unary => Slot::AddressClass,
        dw::DW_AT_calling_convention => Slot::CallingConvention,
        dw::DW_AT_signature => Slot::Signature,
        dw::DW_AT_GNU_vector => Slot::GnuVector,
        dw::DW_AT_artificial => Slot::Artificial,
        dw::DW_AT_enum_class => Slot::EnumClass,
        dw::DW_AT_virtuality => Slot::Virtuality,
        dw::DW_AT_containing_type => Slot::ContainingType,
        dw::DW_AT_accessibility => Slot::Accessibility,
        dw::DW_AT_vtable_elem_location => Slot::VtableElemLocation,
        dw::DW_AT_explicit => Slot::Explicit,
        dw::DW_AT_deleted => Slot::Deleted,
        dw::DW_AT_defaulted => Slot::Defaulted,
        dw::DW_AT_reference => Slot::Reference,
        dw::DW_AT_rvalue_reference => Slot::RvalueReference,
        dw::DW_AT_object_pointer => Slot::ObjectPointer,
        dw::DW_AT_mutable => Slot::Mutable,
        dw::DW_AT_ranges if family == Family::Subprogram => Slot::Ranges,
        dw::DW_AT_rnglists_base if family == Family::Unit => Slot::RnglistsBase,
        dw::DW_AT_GNU_ranges_base if family == Family::Unit => Slot::RangesBase,
        dw::DW_AT_GNU_template_name => Slot::LinkageName,
        dw::DW_AT_stmt_list => Slot::StmtList,
        dw::DW_AT_str_offsets_base => Slot::StrOffsetsBase,
        dw::DW_AT_addr_base | dw::DW_AT_GNU_addr_base => Slot::AddrBase,
        dw::DW_AT_comp_dir => Slot::CompDir,
        dw::DW_AT_language => Slot::Language,
        dw::DW_AT_dwo_name | dw::DW_AT_GNU_dwo_name => Slot::DwoName,
        dw::DW_AT_GNU_dwo_id => Slot::DwoId,
        dw::DW_AT_high_pc if family == Family::Unit => Slot::HighPc,
        dw::DW_AT_producer if family == Family::Unit => Slot::Producer,
        _ => return Slot::Skip,
    };
    let wanted = match family {
        Family::Skip | Family::Transparent => false,
        Family::Unit => matches!(slot, Slot::Name | Slot::LowPc) || slot as u8 >= Slot::StmtList as u8,
        Family::Param => {
            matches!(slot, Slot::Name | Slot::Type | Slot::Origin | Slot::Artificial)
        }
        Family::TemplateArgument => {
            matches!(slot, Slot::Name | Slot::Type | Slot::ConstValue | Slot::LinkageName | Slot::Location)
        }
        Family::TemplatePack | Family::VariantPart => false,
        Family::Variant => matches!(slot, Slot::ConstValue | Slot::Location),
        Family::Subprogram | Family::Variable => slot != Slot::ByteSize,
        Family::Base => {
            matches!(
                slot,
                Slot::Name
                    | Slot::ByteSize
                    | Slot::Encoding
                    | Slot::Alignment
                    | Slot::BitSize
                    | Slot::DataBitOffset
                    | Slot::Endianity
            )
        }
        Family::Enumerator => matches!(slot, Slot::Name | Slot::ConstValue),
        Family::Member | Family::Inheritance => slot != Slot::DeclFile,
        _ => true,
    };
    if wanted { slot } else { Slot::Skip }
}

/// An attribute of the abbreviation at the cursor; `None` at the end of the list.
#[inline]
fn attribute(cursor: &mut Cursor<'_>) -> Result<Option<AttributeSpecification>> {
    let (name, form) = (cursor.uleb()?, cursor.uleb()?);
    match (name, form) {
        (0, 0) => return Ok(None),
        // Neither exists. Skipped over, it would take what it stands for along, silently.
        (0, _) | (_, 0) => return Err(DwarfError::UnknownForm(form)),
        _ => {}
    }
    let form = dw::DwForm(u16::try_from(form).map_err(|_| DwarfError::UnknownForm(form))?);
    let value = if form == dw::DW_FORM_implicit_const { Some(cursor.sleb()?) } else { None };
    let name = dw::DwAt(u16::try_from(name).map_err(|_| DwarfError::BadLeb)?);
    Ok(Some(AttributeSpecification::new(name, form, value)))
}

/// What a form of fixed size holds.
fn tag_of(form: dw::DwForm) -> Tag {
    match form {
        dw::DW_FORM_implicit_const => Tag::Signed,
        dw::DW_FORM_strp => Tag::Strp,
        dw::DW_FORM_line_strp => Tag::LineStrp,
        dw::DW_FORM_GNU_strp_alt | dw::DW_FORM_strp_sup => Tag::StrpSup,
        dw::DW_FORM_strx1 | dw::DW_FORM_strx2 | dw::DW_FORM_strx3 | dw::DW_FORM_strx4 => Tag::Strx,
        dw::DW_FORM_addrx1 | dw::DW_FORM_addrx2 | dw::DW_FORM_addrx3 | dw::DW_FORM_addrx4 => Tag::Addrx,
        dw::DW_FORM_ref1 | dw::DW_FORM_ref2 | dw::DW_FORM_ref4 | dw::DW_FORM_ref8 => Tag::UnitRef,
        dw::DW_FORM_ref_addr => Tag::InfoRef,
        dw::DW_FORM_ref_sig8 => Tag::Sig8,
        dw::DW_FORM_GNU_ref_alt | dw::DW_FORM_ref_sup4 | dw::DW_FORM_ref_sup8 => Tag::SupRef,
        _ => Tag::Unsigned,
    }
}

impl Plans {
    /// Compiles the table at `cursor`, which must not reach beyond `end`. Read as it stands: gimli's table would be made
    /// to be thrown away, which takes longer than all of this. What it refuses is refused here.
    ///
    /// # Errors
    /// The table is cut off, has a malformed number, states something twice, or reaches too far.
    pub fn parse(cursor: &mut Cursor<'_>, e: Encoding, end: u64) -> Result<Self> {
        let mut plans = Self::default();
        loop {
            if cursor.pos as u64 > end {
                return Err(DwarfError::OverlappingTables(end));
            }
            // A table that ends with its section is complete (binutils accepts it too).
            if cursor.at_end() {
                return Ok(plans);
            }
            let code = cursor.uleb()?;
            if code == 0 {
                return Ok(plans);
            }
            let tag = dw::DwTag(u16::try_from(cursor.uleb()?).map_err(|_| DwarfError::BadLeb)?);
            let has_children = match dw::DwChildren(cursor.u8()?) {
                dw::DW_CHILDREN_no => false,
                dw::DW_CHILDREN_yes => true,
                other => return Err(Error::InvalidAbbreviationChildren(other).into()),
            };
            if tag == dw::DW_TAG_null {
                return Err(Error::AbbreviationTagZero.into());
            }
            let mut plan = plans.open(tag, has_children)?;
            while let Some(attribute) = attribute(cursor)? {
                plans.add(&mut plan, attribute, e);
            }
            plans.close(code, plan)?;
        }
    }

    /// What gimli's table becomes.
    #[cfg(test)]
    pub(super) fn of(table: &gimli::Abbreviations, e: Encoding) -> Result<Self> {
        let mut plans = Self::default();
        for abbreviation in (1..).map_while(|code| table.get(code)) {
            let mut plan = plans.open(abbreviation.tag(), abbreviation.has_children())?;
            abbreviation.attributes().iter().for_each(|&attribute| plans.add(&mut plan, attribute, e));
            plans.close(abbreviation.code(), plan)?;
        }
        Ok(plans)
    }

    /// A plan without a step.
    fn open(&self, tag: dw::DwTag, has_children: bool) -> Result<Plan> {
        let first = self.step()?;
        Ok(Plan { family: family(tag), tag, has_children, fixed_size: 0, slots: 0, first, last: first })
    }

    /// The number of the next step.
    fn step(&self) -> Result<u32> {
        u32::try_from(self.ops.len()).map_err(|_| DwarfError::BadLeb)
    }

    /// Adds an attribute to the plan that is open.
    #[inline]
    fn add(&mut self, plan: &mut Plan, attribute: AttributeSpecification, e: Encoding) {
        let form = attribute.form();
        // Of an attribute that is listed twice the first one counts.
        let slot = match slot(attribute.name(), plan.family) {
            Slot::Skip => Slot::Skip,
            slot if plan.slots & 1 << slot as u8 != 0 => Slot::Skip,
            slot => slot,
        };
        let size = fixed_size(form, e);
        match (plan.fixed_size, size) {
            (VARIABLE, _) => {}
            // Only values that fit into a word are read at once.
            (sum, Some(size)) if size <= 8 || slot == Slot::Skip => plan.fixed_size = sum.saturating_add(size),
            _ => plan.fixed_size = VARIABLE,
        }
        if slot != Slot::Skip {
            plan.slots |= 1 << slot as u8;
        }
        if slot == Slot::Skip
            && let Some(size) = size
        {
            if size == 0 {
                return;
            }
            if let Some(last) = self.ops[plan.first as usize..].last_mut()
                && last.slot == Slot::Skip
                && last.form.0 == 0
            {
                last.size = last.size.saturating_add(size);
                return;
            }
            self.ops.push(Op { slot, tag: Tag::Unsigned, form: dw::DwForm(0), size, mask: 0, value: 0 });
            return;
        }
        let size = size.unwrap_or(0);
        let mask = if size >= 8 { u64::MAX } else { (1 << (8 * size)) - 1 };
        let value = match attribute.implicit_const_value() {
            Some(value) => value.cast_unsigned(),
            None => u64::from(form == dw::DW_FORM_flag_present),
        };
        self.ops.push(Op { slot, tag: tag_of(form), form, size, mask, value });
    }

    /// Takes in the plan that is open.
    #[inline]
    fn close(&mut self, code: u64, mut plan: Plan) -> Result<()> {
        plan.last = self.step()?;
        self.count += 1;
        let index = usize::try_from(code).unwrap_or(usize::MAX);
        // Room follows the number of entries, not the codes that they claim.
        let before = if index < self.dense.len().max(2 * self.count + 64) {
            if index >= self.dense.len() {
                self.dense.resize(index + 1, None);
            }
            self.dense[index].replace(plan)
        } else {
            self.sparse.insert(code, plan)
        };
        match before {
            None if index >= self.dense.len() || !self.sparse.contains_key(&code) => Ok(()),
            _ => Err(Error::DuplicateAbbreviationCode(code).into()),
        }
    }

    /// The plan of an abbreviation code.
    #[inline]
    pub fn get(&self, code: u64) -> Result<Plan> {
        if let Some(Some(plan)) = self.dense.get(code as usize) {
            return Ok(*plan);
        }
        self.sparse.get(&code).copied().ok_or(DwarfError::UnknownAbbreviation(code))
    }

    /// The steps of a plan.
    #[inline]
    pub fn ops(&self, plan: Plan) -> &[Op] {
        &self.ops[plan.first as usize..plan.last as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODING: Encoding = Encoding { address_size: 8, format: gimli::Format::Dwarf32, version: 5 };

    fn parse(bytes: &[u8], end: u64) -> Result<Plans> {
        Plans::parse(&mut Cursor::from_parts(bytes, None, false, 0), ENCODING, end)
    }

    #[test]
    fn attributes_without_bytes_take_one_step_for_each_slot() {
        // A base type with a thousand sizes that are implicit and as many flags that nobody wants.
        let mut table = vec![1, 0x24, 0];
        for value in 0..1000 {
            table.extend([0x0b, 0x21, value as u8 & 0x3f, 0x3f, 0x19]);
        }
        table.extend([0, 0, 0]);
        let plans = parse(&table, u64::MAX).unwrap();
        let plan = plans.get(1).unwrap();
        assert_eq!(plan.fixed_size, 0);
        let [op] = plans.ops(plan) else { panic!("one step") };
        assert_eq!((op.slot, op.value), (Slot::ByteSize, 0), "the first one counts");
    }

    #[test]
    fn a_second_value_of_an_attribute_is_skipped() {
        // Two sizes of a byte each around a name.
        let table = [1, 0x24, 0, 0x0b, 0x0b, 0x03, 0x0e, 0x0b, 0x0b, 0, 0, 0];
        let plans = parse(&table, u64::MAX).unwrap();
        let plan = plans.get(1).unwrap();
        assert_eq!(plan.fixed_size, 6);
        let slots: Vec<(Slot, u32)> = plans.ops(plan).iter().map(|op| (op.slot, op.size)).collect();
        assert_eq!(slots, [(Slot::ByteSize, 1), (Slot::Name, 4), (Slot::Skip, 1)]);
    }

    #[test]
    fn sparse_codes_are_found_and_cost_no_room() {
        let mut table = Vec::new();
        for code in (0..1000_u32).rev().map(|k| 100_000 + 64 * k) {
            table.extend([code as u8 | 0x80, (code >> 7) as u8 | 0x80, (code >> 14) as u8, 0x24, 0, 0, 0]);
        }
        table.push(0);
        let plans = parse(&table, u64::MAX).unwrap();
        assert!(plans.dense.len() <= 64, "{}", plans.dense.len());
        assert!((0..1000).all(|k| plans.get(100_000 + 64 * k).is_ok()));
        assert!(plans.get(100_001).is_err());
    }

    #[test]
    fn what_gimli_refuses_is_refused() {
        let twice = [1, 0x24, 0, 0, 0, 1, 0x24, 0, 0, 0, 0];
        assert_eq!(parse(&twice, 20).err(), Some(Error::DuplicateAbbreviationCode(1).into()));
        let mut far = vec![0xa0, 0x8d, 6, 0x24, 0, 0, 0];
        far.extend_from_within(..);
        for table in [&twice, &far[..], &[1, 0, 0, 0, 0, 0], &[1, 0x24, 2, 0, 0, 0], &[1, 0x24, 0, 3, 0, 0]] {
            let gimli = gimli::DebugAbbrev::new(table, gimli::LittleEndian).abbreviations(gimli::DebugAbbrevOffset(0));
            assert!(gimli.is_err() && parse(table, 20).is_err(), "{table:?}");
        }
    }

    #[test]
    fn a_table_that_runs_through_others_is_an_error() {
        let table = [1, 0x24, 0, 0, 0, 2, 0x24, 0, 0, 0, 3, 0x24, 0, 0, 0, 0];
        assert!(parse(&table, 20).is_ok());
        assert_eq!(parse(&table, 5).err(), Some(DwarfError::OverlappingTables(5)));
    }
}
