//! The change catalogue: every rule with its stable id, default severity and meaning.
//!
//! A rule says *what* changed (the fact). How bad it is in a given place is decided by
//! `judge` from how the type is reached; what a user gates on is policy. One file per family.

pub(crate) mod callconv;
pub(crate) mod doubt;
pub(crate) mod facts;
pub(crate) mod kabi;
pub(crate) mod modes;
pub(crate) mod reason;
pub(crate) mod release;
pub(crate) mod said;

mod arrays;
mod base_types;
mod catalogue;
mod class_members;
mod classes;
mod declarations;
mod enums;
mod functions;
mod hardening;
mod objects;
mod pointers;
mod records;
mod shapes;
mod sources;
mod symbols;
mod tables;
mod typedefs;
mod variables;

use serde::{Deserialize, Serialize};

pub use catalogue::{FAMILIES, Family, all};

/// How bad a change is for a consumer built against OLD and not rebuilt. Ordered from harmless to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No effect on layout or meaning.
    Cosmetic,
    /// An addition that no existing consumer notices.
    Compatible,
    /// Runs on; may not compile again.
    Source,
    /// Safe or not depends on a fact that the binary does not hold.
    Risky,
    /// It can fail to link or load, or read, write or pass wrong bytes.
    Breaking,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 5] = [Self::Cosmetic, Self::Compatible, Self::Source, Self::Risky, Self::Breaking];

    /// The word used in reports and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::Compatible => "compatible",
            Self::Source => "source",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Severity {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|v| v.as_str() == s)
            .ok_or_else(|| format!("unknown severity `{s}`: expected cosmetic, compatible, source, risky or breaking"))
    }
}

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "each rule carries its own meaning, see `Rule::info`")]
pub enum Rule {
    SymbolRemoved,
    SymbolAdded,
    SymbolVersionRemoved,
    SymbolVersionAdded,
    SymbolVersionDefaultChanged,
    SymbolBecameVersioned,
    SymbolBecameUnversioned,
    SymbolBindingChanged,
    SymbolVisibilityChanged,
    SymbolTypeChanged,
    SymbolSizeChanged,
    SymbolAliasSplit,
    SymbolBecameGplOnly,
    SymbolNoLongerGplOnly,
    SymbolNamespaceChanged,
    SymbolModuleChanged,
    SymbolTypeUnknown,
    SymbolLibraryChanged,
    SymbolImportAdded,
    SymbolImportChanged,
    SymbolPrivateChanged,
    SymbolAliasJoined,
    ParameterAdded,
    ParameterRemoved,
    ParameterReordered,
    ParameterTypeChanged,
    ParameterRenamed,
    ReturnTypeChanged,
    FunctionBecameVariadic,
    FunctionNoLongerVariadic,
    FunctionPrototypeChanged,
    FunctionBecameNoreturn,
    FunctionNoLongerNoreturn,
    CallingConventionChanged,
    ArgumentPassingChanged,
    VariableTypeChanged,
    VariableSizeChanged,
    VariableBecameConst,
    VariableNoLongerConst,
    VariableAlignmentChanged,
    StructSizeChanged,
    StructAlignmentChanged,
    StructPackingChanged,
    MemberAddedInHole,
    MemberAddedAtTail,
    MemberAddedInside,
    MemberAddedToUnion,
    MemberRemoved,
    MemberRenamed,
    MemberOffsetChanged,
    MemberReordered,
    MemberTypeChanged,
    BitFieldWidthChanged,
    MemberBecameBitField,
    MemberNoLongerBitField,
    AnonymousNestingChanged,
    TypeBecameOpaque,
    TypeBecameDefined,
    TypeKindChanged,
    TypeDefinitionConflict,
    TypeRenamed,
    TypeRemoved,
    TypeAdded,
    ReservedSlotUsed,
    MemberReplacedInSlot,
    MemberDeprecated,
    ReserveMisused,
    EnumeratorAdded,
    EnumeratorRemoved,
    EnumeratorRenamed,
    EnumeratorValueChanged,
    EnumSentinelMoved,
    EnumSizeChanged,
    EnumSignednessChanged,
    EnumUnderlyingTypeChanged,
    EnumScopedChanged,
    TypedefTargetChanged,
    TypedefRemoved,
    TypedefAlignmentChanged,
    TypeSpellingChanged,
    BaseTypeSizeChanged,
    BaseTypeEncodingChanged,
    ArrayLengthChanged,
    FlexibleArrayChanged,
    PointerTargetChanged,
    PointerTargetVoid,
    QualifierChanged,
    PointerAddressSpaceChanged,
    BaseAdded,
    BaseRemoved,
    BaseReplaced,
    BaseOffsetChanged,
    BaseVirtualityChanged,
    VirtualBaseOffsetChanged,
    VptrIntroduced,
    VptrRemoved,
    BaseDataSizeChanged,
    VirtualFunctionAddedAtEnd,
    VirtualFunctionAddedInside,
    VirtualFunctionRemoved,
    VirtualSlotChanged,
    VirtualFunctionReplaced,
    FunctionBecameVirtual,
    FunctionNoLongerVirtual,
    VirtualBecamePure,
    PureVirtualImplemented,
    OverrideAdded,
    OverrideRemoved,
    VirtualDestructorAdded,
    VirtualDestructorRemoved,
    CovariantReturnChanged,
    ObjectSonameChanged,
    ObjectNeededChanged,
    VersionNodeRemoved,
    VersionNodeAdded,
    ObjectRemoved,
    ObjectMoved,
    ObjectVersionNeedAdded,
    ObjectStaticTlsChanged,
    ObjectNodlopenChanged,
    ObjectExecutableStackChanged,
    ObjectTextRelocationsChanged,
    ObjectNodeleteChanged,
    ObjectSymbolicChanged,
    ObjectControlFlowChanged,
    ObjectIsaLevelChanged,
    CompileModeChanged,
    RustTypeInInterface,
    ObjectNeededReordered,
    ObjectSearchPathChanged,
    ObjectBindNowChanged,
    ObjectInterposeChanged,
    ObjectPackedRelocationsChanged,
    ObjectHashTableChanged,
    ObjectUnwindTablesChanged,
    ObjectKernelFloorChanged,
    ObjectPointerSigningChanged,
    ObjectPlatformChanged,
    ObjectInitializersChanged,
    ObjectHardeningChanged,
    ConstructorVariantRemoved,
    OverloadReplaced,
    MemberQualifierChanged,
    TemplateReturnTypeChanged,
    AbiTagChanged,
    LanguageLinkageChanged,
    ModuleAttachmentChanged,
    NamespaceChanged,
    InlineNamespaceChanged,
    InlineNamespaceAliasKept,
    StdlibDualAbiChanged,
    StdlibImplementationChanged,
    UnnamedTypeInInterface,
    SpecialSymbolRemoved,
    ThreadLocalWrapperRemoved,
    InstantiationRemoved,
    InlineSymbolsRemoved,
    InlineSymbolsAdded,
    LeakedSymbolsRemoved,
    LeakedSymbolsAdded,
    LocalEntitySymbolChanged,
    LocalStaticGuardChanged,
    MultiversionFunctionRemoved,
    VagueLinkageChanged,
    AllocationFunctionExported,
    MemberBecameStatic,
    MemberNoLongerStatic,
    MemberAccessChanged,
    BaseAccessChanged,
    AccessNarrowed,
    AccessWidened,
    FunctionDeleted,
    FunctionDefaultedChanged,
    ExplicitChanged,
    OverloadAdded,
    OverloadHidesBase,
    MemberFunctionRemoved,
    InlineFunctionRemoved,
    StaticMemberRemoved,
    ClassAllocatorChanged,
    ConstexprValueChanged,
    TrivialityForCallsChanged,
    TriviallyCopyableChanged,
    ArrayCookieChanged,
    ClassKeyChanged,
    ReferenceKindChanged,
    FunctionNoLongerExported,
    FunctionNowExported,
    VtableSizeChanged,
    VttSizeChanged,
    TypeinfoKindChanged,
    VirtualTablesRelativeChanged,
    MacroValueChanged,
    MacroRemoved,
    DefaultArgumentChanged,
    DefaultArgumentRemoved,
    ParameterDefaultAdded,
    InlineBodyChanged,
    TemplateBodyChanged,
    InitializerChanged,
    NoexceptRemoved,
    NoexceptAdded,
    TypeBecameFinal,
    TypeNoLongerFinal,
    TemplateRemoved,
    TemplateSignatureChanged,
    DeclarationRemoved,
    DeclaredMembersChanged,
    SpecializationChanged,
}

/// What a rule tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// The size of a record, which changes with whatever changes in it.
    RecordSize,
    /// Another size.
    Size,
    /// Where a member stands, which moves with what stands before it.
    Offset,
    /// A name or a spelling alone: no byte lies elsewhere or means something else for it.
    Name,
    /// An export, or a version of it, that only OLD has.
    Gone,
    /// An export, or a version of it, that only NEW has.
    Came,
    /// Anything else.
    Fact,
}

/// What a paragraph of `allowed_breaks` says where somebody approved what a rule tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// Nothing: it cannot be allowed there.
    Nothing,
    /// Both sizes of a type.
    Size,
    /// That a symbol was removed.
    SymbolRemoved,
    /// That a symbol was added.
    SymbolAdded,
    /// That a type is only declared now.
    Hidden,
    /// That a type is defined now.
    Defined,
    /// An enumerator and its value, as added.
    EnumeratorAdded,
    /// An enumerator and its value, as removed.
    EnumeratorRemoved,
    /// Both values of an enumerator.
    EnumeratorValue,
    /// The declaration of a member, as added; of a slot that is used the whole of it.
    MemberAdded,
    /// The declaration of a member, as removed.
    MemberRemoved,
    /// A member removed and another added.
    MemberRenamed,
    /// By how much a member moved.
    MemberMoved,
    /// Both declarations of a member or symbol: whoever approved the new text of it approved this.
    Declaration,
}

/// What the catalogue says of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// The rule.
    pub rule: Rule,
    /// Stable id, as in reports and policies.
    pub id: &'static str,
    /// Severity where nothing about the place decides otherwise.
    pub severity: Severity,
    /// What it tells of.
    pub tells: Tells,
    /// How somebody approves it in `allowed_breaks`.
    pub paragraph: Paragraph,
    /// One line.
    pub meaning: &'static str,
    /// Why it matters to a consumer, when the severity differs from the default, what to do about it.
    pub explanation: &'static str,
    /// Corpus cases that trigger it.
    pub example: &'static str,
    /// Corpus case that looks similar and must not trigger it.
    pub negative: &'static str,
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}

/// As its id.
impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let id = String::deserialize(from)?;
        Self::from_id(&id).ok_or_else(|| serde::de::Error::custom(format!("unknown rule `{id}`")))
    }
}

#[cfg(feature = "schemas")]
impl schemars::JsonSchema for Rule {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rule".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
