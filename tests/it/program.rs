//! The true program, run as a person or a script would.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A store in a folder of its own, and the program on it.
pub(crate) struct Program {
    folder: TempDir,
}

/// What a run answered.
pub(crate) struct Answer {
    /// Its exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Program {
    /// The program on no store yet.
    pub(crate) fn nowhere() -> Self {
        let program = Self { folder: TempDir::new().unwrap() };
        std::fs::create_dir(program.file("temporary")).unwrap();
        program
    }

    /// The program on a new facility.
    pub(crate) fn founded() -> Self {
        let program = Self::nowhere();
        program.run(&["init", "--facility", "Atelier du Canal", "--person", "Camille"]).done();
        program
    }

    /// Where the store is.
    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// A file beside the store.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Whether a word stands in any file of this machine, temporary ones included.
    pub(crate) fn holds(&self, word: &str) -> bool {
        fn any(folder: &Path, word: &[u8]) -> bool {
            std::fs::read_dir(folder).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => any(&path, word),
                    false => std::fs::read(&path).unwrap().windows(word.len()).any(|it| it == word),
                }
            })
        }
        any(self.folder.path(), word.as_bytes())
    }

    /// A file beside the store, with something in it.
    pub(crate) fn given(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.file(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// A command that is not started yet.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_raccord-under-test"));
        command
            .args(arguments)
            .arg("--store")
            .arg(self.store())
            .env("TMPDIR", self.file("temporary"))
            .env_remove("RACCORD_LANG")
            .env_remove("RACCORD_STORE");
        command
    }

    /// Runs a sub-command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        Answer::from(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs a sub-command and reads its JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.run(&[arguments, &["--json"]].concat());
        serde_json::from_str(&answer.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", answer.out, answer.err))
    }

    /// Gives lines of commands to `apply -`, and reads a line of JSON for each.
    pub(crate) fn apply(&self, lines: &str) -> Vec<Value> {
        let mut child = self.start(&["apply", "-", "--json"]);
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Starts a sub-command with pipes at all three ends.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Answer {
    /// The answer, which must be that it was done.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }
}

/// The path of a file of cases.
pub(crate) fn case(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(path)
}
