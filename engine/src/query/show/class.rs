//! What a class of C++ has beside its layout: member functions, static members, the virtual table.

use crate::graph::{Access, Graph, Member, MemberFlags, TypeId, class};
use crate::ground::printable::line as printable;

/// Lines of a class behind its members: nothing for what C could declare too.
pub(super) fn print(g: &Graph, id: TypeId, out: &mut String) {
    let members = g.members.of(id);
    if !members.is_empty() {
        out.push('\n');
    }
    for access in [Access::Public, Access::Protected, Access::Private] {
        let mut first = true;
        for member in members.iter().filter(|m| m.flags.access() == access) {
            if std::mem::take(&mut first) {
                out.push_str(&format!("    /* {} */\n", access.word()));
            }
            out.push_str(&format!("    {};\n", printable(&declaration(g, member))));
        }
    }
    let table = class::table(g, id);
    if table.entries.is_empty() {
        return;
    }
    out.push_str("\n    /* virtual table */\n");
    for (place, entry) in table.entries.iter().enumerate() {
        let of = if entry.class == g.strip(id) { String::new() } else { format!("  of {}", g.name(entry.class)) };
        out.push_str(&format!("    /* {place:>3}  {}{} */\n", printable(&entry.spelled()), printable(&of)));
    }
}

/// A member function or a static member as the source declares it.
fn declaration(g: &Graph, member: &Member) -> String {
    let has = |flag| member.flags.has(flag);
    let mut out = String::new();
    for (flag, word) in [
        (MemberFlags::EXPLICIT, "explicit "),
        (MemberFlags::VIRTUAL, "virtual "),
        (MemberFlags::STATIC, "static "),
        (MemberFlags::DATA, "static "),
    ] {
        if has(flag) {
            out.push_str(word);
        }
    }
    out.push_str(g.str(member.signature));
    for (flag, word) in
        [(MemberFlags::PURE, " = 0"), (MemberFlags::DELETED, " = delete"), (MemberFlags::DEFAULTED, " = default")]
    {
        if has(flag) {
            out.push_str(word);
        }
    }
    if has(MemberFlags::HAS_VALUE) {
        out.push_str(&format!(" = {}", member.value));
    }
    out
}
