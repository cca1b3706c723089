//! Rules of the family "kABI shapes": changes that an interface prepared for, checked again.

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::ReservedSlotUsed,
        id: "reserved-slot-used",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A reserved slot is used as intended.",
        explanation: "Members lie in bytes that OLD had set aside, by a kABI macro or as a padding array, and nothing \
                      else changed: size, alignment, offsets and the hidden old type were compared, not believed. Old \
                      consumers leave such bytes alone, or zero them: the library has to take zero for the default. It \
                      is risky where only a word like `reserved` tells that the bytes were free. The report counts the \
                      reserves that are left.",
        example: "kabi-rhel9-use",
        negative: "kabi-rhel9-use-too-big",
    },
    RuleInfo {
        rule: Rule::MemberReplacedInSlot,
        id: "member-replaced-in-slot",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A member was replaced by a kABI macro that keeps the old one in the same bytes.",
        explanation: "The replacing macro keeps the old member beside the new one, in a union that is hidden from symbol \
                      versions. Size, alignment, offset and the old type hold, which is what the macro promises. Whether \
                      an old reader understands the bytes is what the author of the patch vouches for by using it: read \
                      the patch, not the layout.",
        example: "kabi-rhel9-replace",
        negative: "kabi-rhel9-replace-hidden-type",
    },
    RuleInfo {
        rule: Rule::MemberDeprecated,
        id: "member-deprecated",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "A member was deprecated: it keeps its place under a name that says so.",
        explanation: "A kABI macro renamed the member to one like `rh_reserved_flags`, at the same place with the same \
                      type. Old binaries run on, and source that uses the old name stops to compile, which is the \
                      purpose. Old consumers may still read the bytes: keep a value there that does them no harm.",
        example: "kabi-rhel9-deprecate",
        negative: "kabi-rhel9-deprecate-other-type",
    },
    RuleInfo {
        rule: Rule::ReserveMisused,
        id: "reserve-misused",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A reserved slot or another kABI macro is used against its conditions.",
        explanation: "The shape of a kABI macro is there, and what it promises does not hold: what it puts there is larger \
                      or more aligned than what it hides, so that members moved or the size changed; or it hides a member \
                      that OLD does not have, has with another type, at another place, or still has. The assertions of \
                      the macros can be switched off, so such a header compiles. The finding says which fact is wrong. \
                      Hide exactly what the frozen header declares, and use as many reserves as the new member needs.",
        example: "kabi-rhel9-use-too-big",
        negative: "kabi-rhel9-use",
    },
];
