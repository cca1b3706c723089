//! Sentences: qualifiers, variables, arrays, pointers.

use crate::rules::reason::{Addressed, UseReason};
use crate::words::numbers::{bytes, elements};

/// The sentence with the fact that decided.
pub(super) fn why(reason: &UseReason) -> String {
    use UseReason as R;
    let text = match reason {
        R::AtomicOnOneSide => "whether both sides use the same locks or instructions for it, the binary does not say",
        R::QualifierOfValue => "qualifiers of the value itself are no part of a function's type in C",
        R::ReadOnlyNow => "an existing consumer that writes to it faults: it lies in read-only memory now",
        R::OnlyReadBefore => "existing consumers only read it",
        R::PromisesNotToWrite => {
            "callers pass the pointers that they passed, which convert to it without a cast; the function promises not to \
             write through it"
        }
        R::OnlyRestrict => "`restrict` is a promise inside the function; callers compile as before",
        R::CompilerMayRefuse => "the bytes stay; the compiler may refuse or warn on the next build",
        R::ModulesKnowTheSize => "modules know how much of it there was",
        R::ProgramsKnowTheSize => {
            "programs hold a copy of its old size (copy relocation), or know how much of it there is"
        }
        R::ElementsStay => "the elements stay where they were; `sizeof` of it no longer compiles",
        R::ElementsUncounted => "whether consumers rely on the number of elements, the binary does not say",
        R::OtherOrderOfElements => "the same elements lie in another order of rows and columns",
        R::ElementsBehindPointer { old, new } => {
            return format!("consumers and NEW disagree whether {old} or {new} elements lie behind the pointer");
        }
        R::ElementsOfVariable { old, new } => {
            return format!("consumers step over {}, or hold a copy of them; NEW has {new}", elements(*old));
        }
        R::ElementsReserved { old, new } => {
            return format!("consumers reserve and read {}, NEW {new}", elements(*old));
        }
        R::SameElementsInOrder => "the same elements in the same order; source that indexes them may not compile",
        R::CallAgainstData => "one side calls what the other reads or writes as data",
        R::PassedForAnother { old, new } => {
            return format!(
                "whether what consumers pass as `{old}` is what NEW takes for `{new}`, the binary does not say"
            );
        }
        R::PointsToOtherThings { old, new, offset } => {
            return format!(
                "`{old}` and `{new}` hold different things in the same bytes, the first at offset {offset}"
            );
        }
        R::BeginsWithBase { base } => {
            return format!("what NEW returns begins with a `{base}`, which is what existing consumers take it for");
        }
        R::BaseFurtherOn { base } => {
            return format!(
                "what NEW returns holds its `{base}` further on; existing consumers take the beginning for it"
            );
        }
        R::CharactersOfOtherSign => "the same bytes; only the compiler's view of their sign changed",
        R::SizeBehindPointer { old, new } => {
            return format!("{} behind the pointer are read and written as {new}", bytes(*old));
        }
        R::AddressAgainstCall => "whether what passed as a plain address is called now, the binary does not say",
        R::PointerToVoid => "any object pointer converts to void * and back without a change of its bits",
        R::NoLongerVoid => {
            "the pointer stays as it is; source that has one of yet another type there, as `void *` allows, may no longer \
             compile"
        }
        R::ReadThrough => "the pointer stays as it is; source that reads what it points to no longer compiles",
        R::NoConversion => {
            "the pointer stays as it is; no conversion leads from one type to the other, so that source may no longer compile"
        }
        R::OtherSegment(place) => {
            let place = match place {
                Addressed::Itself => "",
                Addressed::Result => "in the result, ",
                Addressed::Behind => "behind the pointer, ",
            };
            return format!(
                "{place}the same number is an address in another segment: each side reads what the other never wrote"
            );
        }
        R::VariantNow => {
            "callers pass arguments and keep registers by the base standard; which variant it follows now, the symbol does \
             not say"
        }
        R::VariantBefore => {
            "callers leave values in registers that the variant preserves, and the base standard does not"
        }
    };
    text.to_owned()
}
