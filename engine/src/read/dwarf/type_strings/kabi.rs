//! Members that a kernel reserves, takes into use, renames or hides, by their names (scripts/gendwarfksyms/examples/kabi.h
//! of Linux, `get_union_kabi_status` of dwarf.c there).

use gimli::constants as dw;

use super::dies::{Dies, Place, Reference};
use super::how::Failure;

const PREFIX: &[u8] = b"__kabi_";

/// Whether a member is not shown by its name.
pub(super) fn is_marked(name: &[u8]) -> bool {
    name.starts_with(PREFIX)
}

/// What the name of a member says.
enum Mark {
    None,
    /// Another type stands in its place, and the member has the old name, where one is given.
    Reserved(Option<Vec<u8>>),
    Ignored,
}

fn mark(name: Option<&[u8]>) -> Mark {
    let Some(rest) = name.and_then(|n| n.strip_prefix(PREFIX)) else { return Mark::None };
    if rest.starts_with(b"reserved") {
        Mark::Reserved(None)
    } else if rest.starts_with(b"ignored") {
        Mark::Ignored
    } else if let Some(old) = rest.strip_prefix(b"renamed") {
        Mark::Reserved(Some(old.to_vec()))
    } else {
        Mark::None
    }
}

/// What a union is to the kernel's promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Normal,
    /// It is shown as the type at the place; its member has the name, where there is one.
    Reserved(Place, Option<Vec<u8>>),
    /// The member that has it as its type is not shown.
    Ignored,
}

/// What the first two members of a union say: by their own names, or by that of the first member of their structure.
pub(super) fn status(dies: &mut Dies<'_>, union: Place) -> Result<Status, Failure> {
    let die = dies.at(union).map_err(|e| Failure::unreadable(union, e))?;
    let children = dies.children(&die).map_err(|e| Failure::unreadable(union, e))?;
    for member in children.iter().filter(|child| child.tag == dw::DW_TAG_member).take(2) {
        let Reference::Die(type_) = member.type_ else {
            return Err(Failure::new(member.place, "a member of a union that has no type"));
        };
        match mark(dies.text(member.name)) {
            Mark::Reserved(old) => return Ok(Status::Reserved(type_, old)),
            Mark::Ignored => return Ok(Status::Ignored),
            Mark::None => {}
        }
        let inner = dies.at(type_).map_err(|e| Failure::unreadable(type_, e))?;
        if inner.tag != dw::DW_TAG_structure_type {
            continue;
        }
        let children = dies.children(&inner).map_err(|e| Failure::unreadable(type_, e))?;
        let Some(first) = children.iter().find(|child| child.tag == dw::DW_TAG_member) else { continue };
        match mark(dies.text(first.name)) {
            Mark::Reserved(old) => {
                let Reference::Die(placeholder) = first.type_ else {
                    return Err(Failure::new(first.place, "a reserved member that has no type"));
                };
                return Ok(Status::Reserved(placeholder, old));
            }
            Mark::Ignored => return Ok(Status::Ignored),
            Mark::None => {}
        }
    }
    Ok(Status::Normal)
}
