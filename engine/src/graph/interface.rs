//! Which exports make an interface, and what is known of them.

use std::borrow::Cow;

use crate::graph::loaded::Loaded;
use crate::graph::{Edge, EdgeKind, Export, Flags, Graph, Kind, TypeId, Untyped};

/// Whether one of the two is of a kernel: some symbol is exported by `EXPORT_SYMBOL`.
pub(crate) fn of_kernel(old: &Graph, new: &Graph) -> bool {
    old.exports.iter().chain(&new.exports).any(|e| e.ksym.is_some())
}

/// Whether an export is one in a comparison of kernels. Of an object that is not linked yet and holds no
/// `EXPORT_SYMBOL` all global symbols were taken, because nothing in it tells that it is of a kernel. Beside
/// objects that do, it is known: modules cannot bind to those symbols.
pub(crate) fn is_interface(g: &Graph, e: &Export, of_kernel: bool) -> bool {
    let unlinked = || {
        let info = &g.objects[e.object.0 as usize];
        info.module.is_none() && info.name.ends_with(".o")
    };
    !of_kernel || e.ksym.is_some() || !unlinked()
}

/// The input with the exports that [`is_interface`] leaves.
pub(crate) fn interface(loaded: &Loaded, of_kernel: bool) -> Cow<'_, Loaded> {
    let g = &loaded.graph;
    if g.exports.iter().all(|e| is_interface(g, e, of_kernel)) {
        return Cow::Borrowed(loaded);
    }
    // Only units that are not linked come here, and those are small.
    let stays: Vec<bool> = g.exports.iter().map(|e| is_interface(g, e, of_kernel)).collect();
    let mut out = loaded.clone();
    let mut at = stays.iter();
    out.graph.exports.retain(|_| at.next() == Some(&true));
    if let Some(views) = &mut out.views {
        let mut at = stays.iter();
        views.exports.retain(|_| at.next() == Some(&true));
    }
    Cow::Owned(out)
}

/// Whether an export is a function as assemblers describe it: without result and parameters, whatever it takes. They
/// are told by the declaration they do not name.
pub(crate) fn is_assembled(g: &Graph, e: &Export) -> bool {
    let bare = e.type_id.is_some_and(|t| !says_something(g, t) && !g.node(t).flags.has(Flags::UNPROTOTYPED));
    // BTF and its like name no declarations at all.
    bare && e.pos.file.is_none() && g.exports.iter().any(|e| !e.pos.file.is_none())
}

/// Whether a dump of another tool gives a function neither result nor parameters that the other side knows to be assembler: the
/// dump may have been made of what the assembler says of it, which is nothing.
pub(crate) fn is_dumped_assembler(g: &Graph, e: &Export, other: &Export) -> bool {
    let is_dump = g.objects[e.object.0 as usize].is_dump();
    is_dump && other.untyped == Untyped::Stated && e.type_id.is_some_and(|t| !says_something(g, t))
}

/// A variable, or a function with a result or parameters.
pub(crate) fn says_something(g: &Graph, t: TypeId) -> bool {
    let says =
        |edge: &Edge| edge.kind == EdgeKind::Param || edge.kind == EdgeKind::Return && edge.target != TypeId::VOID;
    g.node(t).kind != Kind::Function || g.edges(t).iter().any(says)
}
