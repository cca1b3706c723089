//! Reasons: classes of C++, their bases and virtual tables.

use crate::graph::Access;
use crate::rules::Severity;

/// Classes of C++: bases, and the bytes that objects have. What consumers can do with a class decides: who creates an object
/// knows its size, who derives of it goes on behind its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassReason {
    /// A base with bytes of its own came: what stands behind it moved.
    BaseTookRoom { name: String },
    /// A base with bytes of its own is gone.
    BaseLeftRoom { name: String },
    /// A base without bytes came.
    EmptyBaseCame,
    /// Handlers for a base no longer take what is thrown. `of`: the class that is, where it is one that derives; `twice`: the
    /// base is there more than once now.
    HandlersMiss { name: String, of: Option<String>, twice: bool },
    /// The same where it is not sure that the class is thrown.
    HandlersMayMiss { name: String, of: Option<String> },
    /// `dynamic_cast` from or to a base fails.
    CastsMiss { name: String, now: Access },
    /// A base came: whether handlers match in another order is not known.
    HandlersMayDiffer,
    /// A base without bytes came, by which the class has another twice.
    ConvertsTwoWays { name: String },
    /// A base without bytes is gone.
    EmptyBaseGone { name: String },
    /// The same of one that only the class itself could convert to.
    PrivateBaseGone { name: String },
    /// The same of one that it has through another class now.
    StillConverts { name: String },
    /// A member of its type stands where a base stood, which the class has through another one.
    StandsAsMember { name: String },
    /// A base stands where a member of its type stood.
    StandsAsBase { name: String },
    /// Another base stands where one stood.
    OtherBaseInPlace { old: String, new: String },
    /// A class came in between or went: the base itself stands where it stood.
    BaseStays { name: String },
    /// The same, and one of its bases is seen no more.
    NoLongerConverts { name: String },
    /// A base is found by a fixed offset on one side and through the table on the other; `now`: through the table now.
    FoundOtherwise { name: String, now: bool },
    /// The offset of a virtual base stands at another place of the table.
    FoundAtOtherPlace { name: String, others: usize },
    /// The pointer to a virtual table came.
    TablePointerCame,
    /// It is gone.
    TablePointerGone,
    /// Members of derived classes of consumers lie where the class has data now.
    DerivedDataOverlap,
    /// The same, and what lies there is set aside for later.
    DerivedDataInReserve,
    /// The data of the class end elsewhere, and consumers cannot derive of it.
    DataEndElsewhere,
    /// Consumers can derive of it only by copying; whether they do is not known.
    WhetherDerived,
}

impl ClassReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::BaseTookRoom { .. }
            | Self::BaseLeftRoom { .. }
            | Self::OtherBaseInPlace { .. }
            | Self::FoundOtherwise { .. }
            | Self::FoundAtOtherPlace { .. }
            | Self::TablePointerCame
            | Self::TablePointerGone
            | Self::HandlersMiss { .. }
            | Self::DerivedDataOverlap => Severity::Breaking,
            Self::EmptyBaseCame
            | Self::BaseStays { .. }
            | Self::PrivateBaseGone { .. }
            | Self::StandsAsMember { .. }
            | Self::StandsAsBase { .. }
            | Self::StillConverts { .. }
            | Self::DataEndElsewhere => Severity::Compatible,
            Self::EmptyBaseGone { .. } | Self::ConvertsTwoWays { .. } | Self::NoLongerConverts { .. } => {
                Severity::Source
            }
            Self::WhetherDerived
            | Self::DerivedDataInReserve
            | Self::HandlersMayDiffer
            | Self::HandlersMayMiss { .. }
            | Self::CastsMiss { .. } => Severity::Risky,
        }
    }
}

/// Virtual functions. Who derives of a class has a table of his own, and who only calls through a pointer knows the places
/// in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableReason {
    /// Whether classes of consumers override it is not known.
    WhetherImplemented { name: String },
    /// Consumers never know the class of an object to be this one.
    OnlyLibraryKnowsClass,
    /// Functions behind this one stand at other places, so many of them.
    CallsLandElsewhere { name: String, moved: usize },
    /// Places changed with those of the base.
    PlacesMoved { moved: usize },
    /// A class of consumers may have a function of its own there.
    DerivedTablesCollide,
    /// A class of this library does: its functions moved.
    OwnDerivedMoves { name: String },
    /// Nobody but the library derives of it and fills its table.
    OnlyLibraryFillsTable,
    /// Consumers can derive of it only by copying; whether they do is not known.
    WhetherDerived,
    /// The class has no definition that consumers could derive of or call through.
    PlaceCalledIsGone { name: String },
    /// The size of a table follows from the functions in it.
    SizeFollows,
    /// What type information says of bases follows from these.
    BasesFollow,
    /// Another function stands in the place.
    OtherFunctionInPlace { old: String, new: String },
    /// Consumers call it directly, past those that override it.
    CalledPastOverriders { name: String },
    /// Consumers call it through a place that it no longer has.
    CalledThroughOldPlace { name: String },
    /// Classes of consumers do not implement it.
    ConsumersDoNotImplement { name: String },
    /// Only the library implements it.
    LibraryImplements,
    /// Consumers no longer need to implement it.
    NoLongerPure,
    /// A consumer that knows the class of an object calls the function of the base.
    DirectCallsReachBase { name: String },
    /// A consumer that knows the class of an object calls a function that is gone.
    DirectCallsReachOverride { name: String },
    /// The result of the function in its place points to another part of the object.
    ResultPointsElsewhere { name: String },
    /// It points to the start of an object of a derived class.
    ResultIsDerived { name: String },
}

impl TableReason {
    pub(crate) fn severity(&self) -> Severity {
        match self {
            Self::WhetherImplemented { .. }
            | Self::WhetherDerived
            | Self::DirectCallsReachBase { .. }
            | Self::DirectCallsReachOverride { .. } => Severity::Risky,
            Self::SizeFollows | Self::BasesFollow => Severity::Cosmetic,
            Self::OnlyLibraryKnowsClass
            | Self::OnlyLibraryFillsTable
            | Self::LibraryImplements
            | Self::NoLongerPure => Severity::Compatible,
            Self::CallsLandElsewhere { .. }
            | Self::PlacesMoved { .. }
            | Self::DerivedTablesCollide
            | Self::OwnDerivedMoves { .. }
            | Self::PlaceCalledIsGone { .. }
            | Self::OtherFunctionInPlace { .. }
            | Self::CalledPastOverriders { .. }
            | Self::CalledThroughOldPlace { .. }
            | Self::ConsumersDoNotImplement { .. }
            | Self::ResultPointsElsewhere { .. } => Severity::Breaking,
            Self::ResultIsDerived { .. } => Severity::Source,
        }
    }
}
