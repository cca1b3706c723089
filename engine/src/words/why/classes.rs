//! Sentences: classes of C++, their bases and virtual tables.

use crate::rules::reason::{ClassReason, TableReason};
use crate::rules::said::Said;

/// The sentence with the fact that decided.
pub(super) fn why(reason: &ClassReason) -> String {
    use ClassReason as R;
    let text = match reason {
        R::BaseTookRoom { name } => {
            return format!(
                "existing consumers do not know `{name}`, and read what stands in or behind its bytes as it was"
            );
        }
        R::BaseLeftRoom { name } => {
            return format!(
                "existing consumers still take a part of the object for `{name}`, and read what stood behind it at its old place"
            );
        }
        R::EmptyBaseCame => "the new base has no bytes of its own: nothing moved",
        R::HandlersMiss { name, of, twice } => {
            let thrown = objects(of.as_deref());
            let why = if *twice { ", for they have it twice" } else { "" };
            return format!(
                "{thrown} are thrown: what existing consumers catch as `{name}` passes their handlers now{why}"
            );
        }
        R::HandlersMayMiss { name, of } => {
            return format!(
                "handlers and `dynamic_cast` of both sides no longer find `{name}` in {}: whether such are thrown or cast, the \
                 binary does not say",
                objects(of.as_deref())
            );
        }
        R::CastsMiss { name, now } => {
            return format!(
                "it is {} now: source that converts to it from elsewhere no longer compiles, and a `dynamic_cast` of existing \
                 consumers from or to `{name}` across an object gives null; whether one does so, the binary does not say",
                Said::Access(*now).text()
            );
        }
        R::HandlersMayDiffer => {
            "objects of it are thrown: whether handlers of existing consumers match in another order, the binary does not say"
        }
        R::EmptyBaseGone { name } => {
            return format!("`{name}` had no bytes of its own: source that converts to it no longer compiles");
        }
        R::ConvertsTwoWays { name } => {
            return format!(
                "the new base has no bytes of its own, and brings `{name}` a second time: source that converts to that no \
                 longer compiles"
            );
        }
        R::PrivateBaseGone { name } => {
            return format!("`{name}` had no bytes of its own, and only the class itself could convert to it");
        }
        R::StillConverts { name } => {
            return format!("`{name}` had no bytes of its own, and the class has it through another base now");
        }
        R::StandsAsMember { name } | R::StandsAsBase { name } => {
            return in_place(name, matches!(reason, R::StandsAsBase { .. }));
        }
        R::NoLongerConverts { name } => {
            return format!("nothing moved; source that converts to `{name}` no longer compiles");
        }
        R::OtherBaseInPlace { old, new } => {
            return format!("existing consumers take the bytes of `{new}` for `{old}`");
        }
        R::BaseStays { name } => {
            return format!("`{name}` stands where it stood: a class came in between, or is gone from there");
        }
        R::FoundOtherwise { name, now: true } => {
            return format!("existing consumers find `{name}` at a fixed offset, and NEW through the virtual table");
        }
        R::FoundOtherwise { name, now: false } => {
            return format!("existing consumers find `{name}` through the virtual table, and NEW at a fixed offset");
        }
        R::FoundAtOtherPlace { name, others: 0 } => {
            return format!("existing consumers read the offset of `{name}` at its old place in the virtual table");
        }
        R::FoundAtOtherPlace { name, others } => {
            return format!(
                "existing consumers read the offsets of `{name}` and {others} more at their old places in the virtual table"
            );
        }
        R::TablePointerCame => {
            "objects start with a pointer to a virtual table now: existing consumers take it for the first member"
        }
        R::TablePointerGone => "existing consumers take the first member for a pointer to a virtual table",
        R::DerivedDataOverlap => {
            "classes that consumers derived of it keep their own members in the bytes behind its old data, which NEW uses"
        }
        R::DerivedDataInReserve => {
            "classes that consumers derived of it keep their own members in the bytes behind its old data, where NEW sets bytes \
             aside: whether it uses them, the binary does not say"
        }
        R::DataEndElsewhere => {
            "only classes that derive of it use the bytes behind its data, and consumers cannot derive of it"
        }
        R::WhetherDerived => {
            "consumers can derive of the class only through its copy constructor: whether one does, the binary does not say"
        }
    };
    text.to_owned()
}

/// A base and a member of its type in one place.
fn in_place(name: &str, is_base: bool) -> String {
    match is_base {
        true => format!("it stands where a member of the type `{name}` stood: nothing moved"),
        false => format!("a member of the type `{name}` stands where the base stood: nothing moved"),
    }
}

/// Objects of the class itself, or of one that derives of it.
fn objects(of: Option<&str>) -> String {
    of.map_or_else(|| "objects of it".to_owned(), |name| format!("objects of `{name}`, which derives of it,"))
}

/// The same of virtual functions.
pub(super) fn of_table(reason: &TableReason) -> String {
    use TableReason as R;
    let text = match reason {
        R::WhetherImplemented { name } => {
            return format!(
                "whether classes that consumers derived of it override `{name}`, the binary does not say: where one does not, a call ends the program"
            );
        }
        R::OnlyLibraryKnowsClass => {
            "consumers can neither create nor derive of the class: they call through the virtual table"
        }
        R::CallsLandElsewhere { name, moved: 1 } => {
            return format!(
                "existing consumers call `{name}` through its old place in the virtual table, where another function stands"
            );
        }
        R::CallsLandElsewhere { name, moved } => {
            return format!(
                "existing consumers call `{name}` and {} more through their old places in the virtual table, where other \
                 functions stand",
                moved - 1
            );
        }
        R::PlacesMoved { moved: 1 } => "one virtual function moved with those of its base",
        R::PlacesMoved { moved } => {
            return format!("{moved} virtual functions moved with those of the base");
        }
        R::DerivedTablesCollide => {
            "consumers can derive of the class: their tables end where the new place is, or have a function of their own there"
        }
        R::OwnDerivedMoves { name } => {
            return format!(
                "`{name}` derives of it, and existing consumers call its functions through their old places"
            );
        }
        R::OnlyLibraryFillsTable => {
            "consumers can neither create nor derive of the class: only NEW fills its tables, and the old places stayed"
        }
        R::WhetherDerived => {
            "consumers can derive of the class only through its copy constructor: whether one does, the binary does not say"
        }
        R::PlaceCalledIsGone { name } => {
            return format!(
                "existing consumers call `{name}` through a place that the virtual table no longer has for it"
            );
        }
        R::SizeFollows => "the table has as many places as the functions of the class need",
        R::BasesFollow => "type information names the bases of the class",
        R::OtherFunctionInPlace { old, new } => {
            return format!("existing consumers that call `{old}` reach `{new}`, which stands in its place");
        }
        R::CalledPastOverriders { name } => {
            return format!(
                "existing consumers call `{name}` of the class directly, past the functions that override it now"
            );
        }
        R::CalledThroughOldPlace { name } => {
            return format!("existing consumers call `{name}` through the virtual table, which has no place for it");
        }
        R::ConsumersDoNotImplement { name } => {
            return format!("classes that consumers derived of it do not implement `{name}`: a call ends the program");
        }
        R::LibraryImplements => "consumers cannot derive of the class: NEW implements it for all of its own",
        R::NoLongerPure => "classes that implement it still do",
        R::DirectCallsReachBase { name } => {
            return format!(
                "consumers that know the class of an object may call `{name}` of the base directly, past the new one: whether \
                 one does, the binary does not say"
            );
        }
        R::DirectCallsReachOverride { name } => {
            return format!(
                "consumers that know the class of an object may call `{name}` of this class directly: whether one does, the \
                 binary does not say"
            );
        }
        R::ResultIsDerived { name } => {
            return format!(
                "the result of `{name}` points to the same place; source that overrides it no longer compiles"
            );
        }
        R::ResultPointsElsewhere { name } => {
            return format!("existing consumers take the result of `{name}` for another part of the object");
        }
    };
    text.to_owned()
}
