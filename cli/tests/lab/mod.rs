//! A folder of small texts, and `abilens explain` run within it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::forms;

pub(crate) struct Lab {
    folder: tempfile::TempDir,
}

impl Lab {
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, in folders that are made for it.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("has one")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// Runs `explain` with the words of a line.
    pub(crate) fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abilens"));
        command.arg("explain").args(line.split(' ')).current_dir(self.path()).output().expect("abilens runs")
    }

    /// What a run prints that ends with 0.
    pub(crate) fn text(&self, line: &str) -> String {
        let out = self.run(line);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// The same as JSON, which keeps to `docs/SCHEMA.schema.json`.
    pub(crate) fn json(&self, schema: &str, line: &str) -> Value {
        let document = serde_json::from_str(&self.text(&format!("{line} --format json"))).expect("json");
        let wrong = forms::json(schema, &document);
        assert!(wrong.is_empty(), "{wrong:?}");
        document
    }
}
