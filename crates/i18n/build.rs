//! Reads the message files when the program is built: a message that one language lacks stops the
//! build, and each message of the desktop gets a constant (`i18n::key`), so that a missing key
//! does not compile.
//!
//! Written into the build folder: `keys.rs` (the constants) and `files.rs` (the files themselves).
//! What the files must obey is in `build/catalogue.rs`.

#[path = "build/catalogue.rs"]
mod catalogue;

use catalogue::{File, Texts};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const LANGUAGES: [&str; 2] = ["fr", "en"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");

    let mut mistakes = Vec::new();
    let mut embedded = String::new();
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let files = read_files(language)?;
        embedded.push_str(&embed(language, &files));
        languages.push(catalogue::read(&files, &mut mistakes));
    }
    if let [french, english] = languages.as_slice() {
        mistakes.extend(catalogue::differences(french, english));
        write_constants(french, &mut mistakes)?;
    }
    for mistake in mistakes {
        println!("cargo::error={mistake}");
    }
    fs::write(output("files.rs"), embedded)
}

/// The message files of a language, by name.
fn read_files(language: &str) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new("locales").join(language))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let subject = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let place = format!("locales/{language}/{subject}.ftl");
            files.push(File { place, subject, text: fs::read_to_string(&path)? });
        }
    }
    files.sort_by(|left, right| left.subject.cmp(&right.subject));
    Ok(files)
}

/// The list of a language's files, as code that embeds them.
fn embed(language: &str, files: &[File]) -> String {
    let mut code = format!(
        "/// The message files of a language with their names.\n\
         pub(crate) const {}: &[(&str, &str)] = &[\n",
        language.to_uppercase()
    );
    for File { place, .. } in files {
        // Writing to a String cannot fail.
        let _ = writeln!(
            code,
            "    ({place:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{place}\"))),"
        );
    }
    code.push_str("];\n");
    code
}

fn write_constants(french: &Texts, mistakes: &mut Vec<String>) -> io::Result<()> {
    fs::write(output("keys.rs"), catalogue::constants(french, mistakes))
}

/// A file in the folder that cargo gives to this script.
fn output(name: &str) -> PathBuf {
    PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join(name)
}
