//! A graph as libabigail writes interfaces: abixml of version 2.1, which abidiff and its like read.
//!
//! What abidw 2.2 writes of an object of C is what this writes of its graph: the symbols, one unit with all types, and a
//! declaration for each symbol with a type. What the format has no word for is left out: widths of bit-fields, `_Atomic`, requested
//! alignments, attributes, calling conventions, `[0]` apart from `[]`. `docs/dumps.md` says so to users.
//! How the elements are called, libabigail's tools show (`abidw`, `abidiff` 2.2).

mod names;
mod symbols;
mod types;
mod xml;

use std::borrow::Cow;
use std::io;

use self::symbols::Symbols;
use self::types::Types;
use self::xml::{Attributes, Xml};
use crate::graph::{Edge, EdgeKind, Graph, Kind};

/// Writes a graph of one object of C, or of a kernel with its modules.
///
/// # Errors
/// What `out` reports; [`io::ErrorKind::InvalidInput`] with the [`obstacle`] if there is one. Then nothing was written.
pub fn write(graph: &Graph, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(reason) = obstacle(graph) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    let mut xml = Xml::new(out);
    xml.open("abi-corpus", &corpus(graph))?;
    let needed: Vec<&String> = graph.objects.iter().flat_map(|o| &o.needed).collect();
    if !needed.is_empty() {
        xml.open("elf-needed", &[])?;
        for name in needed {
            xml.empty("dependency", &[("name", name.into())])?;
        }
        xml.close()?;
    }
    let symbols = Symbols::new(graph);
    symbols.lists(&mut xml)?;
    let size = u32::from(graph.machine.pointer_size) * 8;
    let language = graph.objects.iter().find_map(|o| o.languages.first().copied()).unwrap_or_default();
    xml.open(
        "abi-instr",
        &[
            ("address-size", size.to_string().into()),
            ("path", path(graph)),
            ("language", names::language(language).into()),
        ],
    )?;
    let mut types = Types::new(graph);
    types.write(&mut xml)?;
    symbols.declarations(&types, &mut xml)?;
    xml.close()?;
    xml.close()?;
    xml.finish()
}

fn corpus(graph: &Graph) -> Attributes<'_> {
    let mut attributes = vec![("version", "2.1".into()), ("path", path(graph))];
    let architecture = names::architecture(graph.machine);
    if !architecture.is_empty() {
        attributes.push(("architecture", architecture.into()));
    }
    if let [object] = graph.objects.as_slice()
        && !object.soname.is_empty()
    {
        attributes.push(("soname", (&*object.soname).into()));
    }
    attributes
}

/// The file that all is said to be of. A kernel with its modules is one: of a group of corpora abidiff 2.2 compares the first.
fn path(graph: &Graph) -> Cow<'_, str> {
    match graph.objects.as_slice() {
        [object] => match object.module.as_deref() {
            Some(module) if module != "vmlinux" => format!("{module}.ko").into(),
            _ => (&*object.name).into(),
        },
        _ => "vmlinux".into(),
    }
}

/// Why a graph is not written, if it is not: C++ or Rust, several libraries, a type that could not be read.
#[must_use]
pub fn obstacle(graph: &Graph) -> Option<String> {
    let only = "abixml is written of C alone";
    match graph.objects.as_slice() {
        [] => return Some("there is no object in it".to_owned()),
        [_] => {}
        _ if graph.is_kernel() => {}
        several => {
            let (first, second) = (&several[0].name, &several[1].name);
            return Some(format!(
                "abixml holds one library, and there are {}: {first}, {second} and others",
                several.len()
            ));
        }
    }
    for object in &graph.objects {
        if let Some(other) = object.languages.iter().find(|&&l| !names::is_written(l)) {
            return Some(format!("{only}, and {} has units of another language (DW_LANG {other:#x})", object.name));
        }
    }
    graph.ids().find_map(|id| {
        let of_classes = |e: &Edge| matches!(e.kind, EdgeKind::Base | EdgeKind::VirtualSlot);
        let what = match graph.node(id).kind {
            Kind::Class | Kind::Reference | Kind::RvalueReference | Kind::PtrToMember => "a type of C++",
            Kind::Struct | Kind::Union if graph.edges(id).iter().any(of_classes) => "a class of C++",
            Kind::Unknown => "a type that could not be read",
            _ => return None,
        };
        let name = graph.name(id);
        Some(if name.is_empty() {
            format!("{only}, and it holds {what}")
        } else {
            format!("{only}, and {name} is {what}")
        })
    })
}
