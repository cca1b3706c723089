//! Rules of the family "structs and unions".

use super::{Paragraph, Rule, RuleInfo, Severity, Tells};

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo {
        rule: Rule::StructSizeChanged,
        id: "struct-size-changed",
        severity: Severity::Breaking,
        tells: Tells::RecordSize,
        paragraph: Paragraph::Size,
        meaning: "A struct or union has another size, and no change of its members explains it.",
        explanation: "Whoever allocates, copies, embeds or indexes the type uses the old size. It is breaking where an \
                      exported variable, an array, a by-value parameter or another visible type holds it, or where \
                      consumers must create it themselves; risky where the interface itself hands it out by pointer only; \
                      cosmetic for a type that is private to a `.c` file. This rule speaks only when no member's change \
                      accounts for the size, as with an attribute or trailing padding. Keep the size, or make the type \
                      opaque.",
        example: "struct-size-changed",
        negative: "struct-size-changed-not",
    },
    RuleInfo {
        rule: Rule::StructAlignmentChanged,
        id: "struct-alignment-changed",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "The alignment of a struct or union changed, and no change of its members explains it.",
        explanation: "Alignment decides where a type is placed inside others, in arrays, on the stack and by allocators. \
                      The same size with another alignment moves it in every struct that holds it: those shifts are \
                      breaking and are listed under this cause. An object from an old consumer may be misaligned for NEW, \
                      which faults with vector or atomic instructions: risky, as it depends on how it was allocated. By \
                      value it is breaking only where the machine looks at the alignment: on x86-64 on the stack, not in \
                      registers; AArch64 and ARM look at the members alone. Do not change `aligned` attributes of visible types.",
        example: "struct-alignment-changed",
        negative: "struct-alignment-changed-not",
    },
    RuleInfo {
        rule: Rule::StructPackingChanged,
        id: "struct-packing-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A struct became packed, or is no longer packed.",
        explanation: "Packing removes the padding between members, so nearly all of them move, and with it the alignment \
                      of the whole becomes 1. Old consumers read every moved member at the wrong place. It also changes \
                      how the struct travels by value: on x86-64 unaligned members mean memory. Use explicit padding \
                      members where the layout matters.",
        example: "struct-packing-changed",
        negative: "struct-packing-changed-not",
    },
    RuleInfo {
        rule: Rule::MemberAddedInHole,
        id: "member-added-in-hole",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A member was added where padding was; nothing moved.",
        explanation: "The member lies where there was padding before: offsets, size and alignment stay, so old consumers \
                      read what they always read. Old code does not initialise the new member, and copying member by \
                      member leaves it out: the library has to treat an unset value as the default. A hole is only safe \
                      where old creators zero the whole object: of a class whose constructors the library does not define \
                      for sure it is risky, because inline ones, which consumers have compiled in, leave the bytes as they \
                      were. Nothing else needs to be done.",
        example: "member-added-in-hole",
        negative: "member-added-in-hole-not",
    },
    RuleInfo {
        rule: Rule::MemberAddedAtTail,
        id: "member-added-at-tail",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A member was added at the end and the struct grew; nothing else moved.",
        explanation: "All offsets stay and the size grows. It is breaking if an exported variable, an array, a by-value \
                      parameter or another visible type holds the struct, or if consumers must create it themselves, \
                      because the interface only takes pointers to it (a table of callbacks, options): NEW then reads \
                      beyond the object of an old consumer. The same holds if an inline function of the public headers \
                      makes or copies one: consumers have it compiled in. It is risky if the interface itself hands it out \
                      by pointer and nothing holds it by value: only consumers that embed, allocate or copy it break. It is cosmetic \
                      for a type private to a `.c` file. Reserve members in advance, pass the size along, or hide the \
                      definition.",
        example: "member-added-at-tail",
        negative: "member-added-at-tail-not",
    },
    RuleInfo {
        rule: Rule::MemberAddedInside,
        id: "member-added-inside",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A member was added and members behind it moved.",
        explanation: "Members behind the new one moved, and old consumers read and write them at the old offsets. It is \
                      breaking wherever consumers see the definition, by pointer or by value; cosmetic if the type is \
                      private to a `.c` file. Put the new member into a hole or a reserved slot, or at the end if nobody \
                      holds the struct by value.",
        example: "member-added-inside",
        negative: "member-added-inside-not",
    },
    RuleInfo {
        rule: Rule::MemberAddedToUnion,
        id: "member-added-to-union",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberAdded,
        meaning: "A union got a further member and kept its size.",
        explanation: "The union kept its size, and its other members are where they were. Old consumers do not know the \
                      new alternative: if the library hands out a union that holds it, they read it as one of those they \
                      know. It is compatible as long as a tag that old consumers check tells the cases apart. If the union \
                      grew, the size is a finding too.",
        example: "member-added-to-union",
        negative: "member-added-to-union-not",
    },
    RuleInfo {
        rule: Rule::MemberRemoved,
        id: "member-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::MemberRemoved,
        meaning: "A member is gone.",
        explanation: "An old consumer still reads and writes the bytes of the member. If nothing moved, it now meets \
                      padding, or another member's data; if others moved up, those are wrong too. It is breaking wherever \
                      consumers see the definition; cosmetic for a private type. A member without bytes that only marked a \
                      place is a matter of source, and so is an alternative of a union if another one has its bytes and \
                      its type; a flexible array at the tail is risky, for consumers may have put elements there. Keep the member under a name that says it is unused.",
        example: "member-removed",
        negative: "member-removed-not",
    },
    RuleInfo {
        rule: Rule::MemberRenamed,
        id: "member-renamed",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::MemberRenamed,
        meaning: "A member has another name at the same place with the same type.",
        explanation: "The same place with the same type: an old binary does not know names and runs on. Source code that \
                      uses the old name does not compile. Look at the meaning too: when a reserved member gets a name and \
                      a use, that is how it was intended; when a used one gets another meaning, no tool sees it. A callback \
                      whose names have no word in common may be another callback: risky. Where another member that came \
                      resembles the old name more, by its words without what all names got in front or behind, it is that \
                      one which goes on with it, and how it moved is told; where that is not sure, it is risky. Members that changed places on \
                      their way into a struct are breaking. Keep the old name by an anonymous union if sources matter.",
        example: "member-renamed",
        negative: "member-renamed-not",
    },
    RuleInfo {
        rule: Rule::MemberOffsetChanged,
        id: "member-offset-changed",
        severity: Severity::Breaking,
        tells: Tells::Offset,
        paragraph: Paragraph::MemberMoved,
        meaning: "A member moved, and no other change of the struct explains it.",
        explanation: "An old consumer accesses the member at the offset it was compiled for and gets other bytes. This \
                      rule speaks where no other change of the struct accounts for the shift, as with an alignment \
                      attribute of the member or a change of compiler options. It is breaking wherever consumers see the \
                      definition, cosmetic for a private type. Restore the order and the attributes of the old layout.",
        example: "member-offset-changed",
        negative: "member-offset-changed-not",
    },
    RuleInfo {
        rule: Rule::MemberReordered,
        id: "member-reordered",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Members changed places.",
        explanation: "Members changed places, so each is read where another one lies now. The size often stays the same, \
                      which is why nothing else gives the change away. It is breaking wherever consumers see the \
                      definition, cosmetic for a type private to a `.c` file. Keep the order of visible structs; \
                      randomised layout must not meet modules built elsewhere.",
        example: "member-reordered",
        negative: "member-reordered-not",
    },
    RuleInfo {
        rule: Rule::MemberTypeChanged,
        id: "member-type-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "The type of a member changed.",
        explanation: "An old consumer reads the bytes of the member as the old type. Another size or encoding gives wrong \
                      values and moves the members behind it, which are listed under this cause. Where both types have one \
                      representation the severity is that of the difference: a pointer to another type is risky, a \
                      qualifier a matter of the source, a spelling cosmetic. Keep the type, or add a new member for the \
                      new one.",
        example: "member-type-changed",
        negative: "member-type-changed-not",
    },
    RuleInfo {
        rule: Rule::BitFieldWidthChanged,
        id: "bit-field-width-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A bit-field has another width.",
        explanation: "Old code masks and shifts with the old width: a narrower field drops bits of its neighbour into the \
                      value, a wider one is cut off, and writing spoils the bits next to it. Bit-fields behind it usually \
                      move too. It is breaking even if the struct's size stays. Take the bits from an unused range and \
                      keep the fields that exist.",
        example: "bit-field-width-changed",
        negative: "bit-field-width-changed-not",
    },
    RuleInfo {
        rule: Rule::MemberBecameBitField,
        id: "member-became-bit-field",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A member became a bit-field.",
        explanation: "A bit-field shares its bytes with its neighbours: an old consumer still loads and stores the whole \
                      of the old member, and so spoils them. Its address can no longer be taken either, so sources may not \
                      compile. It is breaking wherever consumers see the definition, even where the offset stays.",
        example: "member-became-bit-field",
        negative: "member-became-bit-field-not",
    },
    RuleInfo {
        rule: Rule::MemberNoLongerBitField,
        id: "member-no-longer-bit-field",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Declaration,
        meaning: "A bit-field became an ordinary member.",
        explanation: "The member now takes up whole bytes, and old code still reads and writes only the bits it knew, at \
                      their old position. The unused bits keep whatever was there, and bit-fields beside it have moved. It \
                      is breaking wherever consumers see the definition.",
        example: "member-no-longer-bit-field",
        negative: "member-no-longer-bit-field-not",
    },
    RuleInfo {
        rule: Rule::AnonymousNestingChanged,
        id: "anonymous-nesting-changed",
        severity: Severity::Cosmetic,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "Members were put into, or taken out of, an anonymous struct or union without moving.",
        explanation: "C looks through anonymous structs and unions: the members keep their names and places, so neither \
                      binaries nor most sources notice. It is a common way to add an alternative or to mark a group of \
                      members. An initialiser without designators may need braces. Any change of a member itself is a \
                      finding of its own.",
        example: "anonymous-nesting-changed",
        negative: "anonymous-nesting-changed-not",
    },
    RuleInfo {
        rule: Rule::TypeBecameOpaque,
        id: "type-became-opaque",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Hidden,
        meaning: "A definition is no longer visible: only the name is left.",
        explanation: "OLD showed the definition, NEW gives only the name (in C, behind a pointer). Consumers that accessed \
                      members were compiled with the old layout, and there is no new one in the debug information to \
                      compare it with: whether it is still true is not known, so risky. It is the right step towards a \
                      stable interface, at a change of SONAME. Keep the old layout for as long as old consumers are \
                      served.",
        example: "type-became-opaque",
        negative: "type-became-opaque-not",
    },
    RuleInfo {
        rule: Rule::TypeBecameDefined,
        id: "type-became-defined",
        severity: Severity::Cosmetic,
        tells: Tells::Fact,
        paragraph: Paragraph::Defined,
        meaning: "A type of which only the name was known has a definition now.",
        explanation: "Consumers that handled the type by pointer only are not affected by its layout. With the definition \
                      visible they may come to depend on it, which is for later comparisons. It often only means that a \
                      unit with debug information now includes the header. Keep the type opaque if it was meant to be.",
        example: "type-became-defined",
        negative: "type-became-defined-not",
    },
    RuleInfo {
        rule: Rule::TypeKindChanged,
        id: "type-kind-changed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A type changed between struct, union, class and enum.",
        explanation: "A struct places its members one behind the other, a union all at one place, an enum is a number: old \
                      consumers read other bytes. Members that coincide, as the first ones do, do not save the others. It \
                      is breaking wherever consumers see the definition; struct against class in C++ is a matter of the \
                      source only.",
        example: "type-kind-changed",
        negative: "type-kind-changed-not",
    },
    RuleInfo {
        rule: Rule::TypeDefinitionConflict,
        id: "type-definition-conflict",
        severity: Severity::Risky,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "Units of NEW define one class or enum of C++ differently, and those of OLD did not.",
        explanation: "C++ allows one definition of a name (with the same tokens in each unit), and no compiler or linker notices \
                      a second one. What a unit with one definition makes, a unit with the other reads by another layout, and \
                      of inline functions that both units emit the linker keeps one. Consumers that are compiled by OLD's \
                      definition agree with those units of NEW that have kept it: risky, as it depends on which units see \
                      an object. A macro that is defined in some units only, or two headers of one name, are the usual \
                      reasons. The diagnostic `definitions-conflict` names both places.",
        example: "type-definition-conflict",
        negative: "type-definition-conflict-not",
    },
    RuleInfo {
        rule: Rule::TypeRenamed,
        id: "type-renamed",
        severity: Severity::Source,
        tells: Tells::Name,
        paragraph: Paragraph::Nothing,
        meaning: "A struct, union or enum has another tag, or got one.",
        explanation: "The old tag is gone, the new one was not there before, and most members are the same: one type under \
                      another name. Tags are not in a binary, so an old consumer notices nothing; source that names the \
                      old tag does not compile. A type that had no tag, as behind a typedef, and got one is cosmetic. What \
                      else changed in it is compared member by member and reported apart. Keep the old name as an alias \
                      (`#define`, typedef) where sources matter.",
        example: "type-renamed",
        negative: "type-renamed-not",
    },
    RuleInfo {
        rule: Rule::TypeRemoved,
        id: "type-removed",
        severity: Severity::Breaking,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A named type is gone, or is of another kind (profile `core`).",
        explanation: "BPF programs name types of the kernel, whoever reaches them, and libbpf looks for a type of that kind \
                      and name when it loads them. Where there is none, an access to its members is refused, unless the \
                      program asks first (`bpf_core_type_exists`). Only `--profile core` compares types by name; other \
                      consumers meet a type through an export. Keep the type, or let programs ask.",
        example: "core-type-removed",
        negative: "core-layout-moves",
    },
    RuleInfo {
        rule: Rule::TypeAdded,
        id: "type-added",
        severity: Severity::Compatible,
        tells: Tells::Fact,
        paragraph: Paragraph::Nothing,
        meaning: "A named type is new (profile `core`).",
        explanation: "No existing BPF program names it. Only `--profile core` compares types by name. A second type of a name \
                      that was there already is none that was added.",
        example: "core-type-added",
        negative: "core-layout-moves",
    },
];
