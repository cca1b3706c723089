//! What a gate looks at.

use super::date::Date;
use super::interface::Interface;
use super::{Policy, Treat};
use crate::graph::Graph;
use crate::kernel::crc::symvers::Symvers;
use crate::model::gate::Effect;
use crate::model::report::Report;

/// What a gate looks at.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// BASE compared with NEW.
    pub report: &'a Report,
    /// The exports of BASE.
    pub base: &'a Interface,
    /// The exports of NEW.
    pub new: &'a Interface,
    /// The types of both, which entries of suppression files ask for.
    pub graphs: Option<[&'a Graph; 2]>,
    /// CRCs of NEW.
    pub new_symvers: Option<&'a Symvers>,
    /// The day on which waivers must hold.
    pub today: Date,
    /// Missing evidence is no reason to fail.
    pub allow_incomplete: bool,
}

/// What the policy says of a problem becomes what it does to the outcome.
pub(super) fn effect(treat: Treat) -> Effect {
    match treat {
        Treat::Fail => Effect::Fails,
        Treat::Note => Effect::Note,
    }
}
