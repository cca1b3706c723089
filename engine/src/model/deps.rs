//! What a new version of libraries asks of the packages that use them: which have to be rebuilt, and in which order.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::Diagnostic;
use crate::model::fate::Fate;
use crate::model::report::Finding;

/// Value of [`Deps::schema`].
pub const SCHEMA: &str = "abilens-deps/1";

/// All packages that were asked about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Deps {
    /// `abilens-deps/1`
    pub schema: Cow<'static, str>,
    /// The libraries that the packages were linked with.
    pub old: Libraries,
    /// Those that they will meet.
    pub new: Libraries,
    /// Libraries of OLD that are found under another name in NEW, or not at all, by their old names.
    pub renamed: Vec<RenamedLibrary>,
    /// Packages by standing.
    pub counts: Counts,
    /// Each package: what breaks first, then by level, name and path.
    pub packages: Vec<Package>,
    /// Packages to rebuild that need one another's libraries, each group in the order of names: none can be the first.
    pub cycles: Vec<Vec<String>>,
    /// What changed in types that the packages use, each once; the ids in [`Fate::findings`] name them.
    pub findings: Vec<Finding>,
    /// What could not be read of the libraries.
    pub diagnostics: Vec<Diagnostic>,
}

impl Deps {
    /// Whether it could not be told of some package, or of a program in one.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        let is_open = |standing: Standing| standing == Standing::CannotTell;
        self.packages.iter().any(|p| is_open(p.standing) || p.programs.iter().any(|program| is_open(program.standing)))
    }
}

/// One side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Libraries {
    /// As the user named it.
    pub path: String,
    /// The packages of Debian that it is or holds, without those of debug files and for development.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packages: Vec<String>,
}

/// A library that changed its name for loaders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct RenamedLibrary {
    /// Its SONAME in OLD.
    pub old: String,
    /// That of what took its place; absent where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// Packages by standing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Counts {
    /// [`Standing::Breaks`]
    pub breaks: usize,
    /// [`Standing::Rebuild`]
    pub rebuild: usize,
    /// Those of them that may run on as they are: see [`Package::certain`].
    pub rebuild_in_doubt: usize,
    /// [`Standing::CannotTell`]
    pub cannot_tell: usize,
    /// [`Standing::Stays`]
    pub stays: usize,
    /// [`Standing::NotConcerned`]
    pub not_concerned: usize,
}

/// What becomes of a package, or of one of its programs, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It does not work with NEW as it is, and building it again is not enough: its source uses what is gone.
    Breaks,
    /// It has to be built again against NEW.
    Rebuild,
    /// Evidence is missing.
    CannotTell,
    /// It runs with NEW as it was built.
    Stays,
    /// It does not use the libraries.
    NotConcerned,
}

impl Standing {
    /// Every standing, worst first.
    pub const ALL: [Self; 5] = [Self::Breaks, Self::Rebuild, Self::CannotTell, Self::Stays, Self::NotConcerned];

    /// As reports say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaks => "breaks",
            Self::Rebuild => "must be rebuilt",
            Self::CannotTell => "cannot tell",
            Self::Stays => "may stay",
            Self::NotConcerned => "not concerned",
        }
    }

    /// Whether something has to be done about it.
    #[must_use]
    pub fn is_affected(self) -> bool {
        matches!(self, Self::Breaks | Self::Rebuild)
    }
}

/// One package: a file of packages, a folder, or a single program.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Package {
    /// As the package calls itself, else the name of its file or folder.
    pub name: String,
    /// The source package that it was built of, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its version, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where it is.
    pub path: String,
    /// It is a package of Debian.
    pub debian: bool,
    /// The worst of its programs.
    pub standing: Standing,
    /// Whether a fact of the binaries decides that it has to be rebuilt, rather than one that they do not hold.
    pub certain: bool,
    /// When it can be rebuilt: 1 needs no library of others that are rebuilt, 2 needs some of level 1, and so on. Only of
    /// those that break or must be rebuilt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<usize>,
    /// Packages among those given whose libraries it needs, where both have to be rebuilt, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// Why, in sentences, for the package as a whole: where it holds no program, or cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// Its programs and libraries, worst first.
    pub programs: Vec<Program>,
}

/// A program, library or plug-in of a package.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
pub struct Program {
    /// What becomes of it.
    pub standing: Standing,
    /// See [`Package::certain`].
    pub certain: bool,
    /// Why, as a sentence.
    pub why: String,
    /// What to know beside that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Libraries of OLD and NEW that it needs by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// All that `check` says of it.
    pub fate: Fate,
}
