//! Machines and stores on which the window cannot do all it should: it says so, and what to do.

use super::{Display, Opened};
use crate::program::{Answer, Program};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program that would open its window on no display at all.
fn blind(arguments: &[&str]) -> Command {
    let mut command = Program::nowhere().command(arguments);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command
}

/// The program must end by itself with a fault, and say it in this language with a way out.
fn says(mut command: Command, message: &str, hint: &str) {
    let answer = Answer::from(command.stdin(Stdio::null()).output().unwrap());
    assert_eq!(answer.code, 3, "{}{}", answer.out, answer.err);
    assert!(answer.err.contains(message), "{}", answer.err);
    assert!(answer.err.contains(hint), "{}", answer.err);
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    assert_eq!(answer.out, "");
}

/// A folder with empty files in place of libraries: as on a machine that lacks them.
fn without_libraries(command: &mut Command, folder: &Path, names: &[&str]) {
    for name in names {
        std::fs::write(folder.join(name), "").unwrap();
    }
    command.env("LD_LIBRARY_PATH", folder);
}

/// A file of a store in which one letter of each plan's row is wrong, as a bad disk leaves it.
fn damaged(mut file: Vec<u8>) -> Vec<u8> {
    let kind = b"\x04plan";
    let rows: Vec<usize> =
        (0..file.len()).filter(|place| file[*place..].starts_with(kind)).collect();
    assert!(!rows.is_empty());
    for row in rows {
        file[row + 1] ^= 1;
    }
    file
}

#[test]
fn without_a_display_the_program_says_so_and_what_works_all_the_same() {
    says(blind(&["--lang", "fr"]), "aucun écran ne répond", "raccord help");
    says(blind(&["--lang", "en"]), "no display answers", "raccord help");
    let mut gone = blind(&[]);
    gone.env("DISPLAY", ":59999");
    says(gone, "aucun écran ne répond", "DISPLAY");
}

#[test]
fn without_a_display_scripts_read_it_as_json() {
    let answer = Answer::from(blind(&["--json", "--lang", "en"]).output().unwrap());
    assert_eq!(answer.code, 3);
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(told["error"]["code"], "window-without-display");
    assert_eq!(told["error"]["message"], "The window does not open: no display answers");
    assert!(told["error"]["hint"].as_str().is_some_and(|hint| hint.contains("DISPLAY")));
    assert_eq!(answer.err, "");
}

#[test]
fn without_opengl_the_program_says_so() {
    let (display, folder) = (Display::new(), tempfile::tempdir().unwrap());
    let mut command = Program::nowhere().command(&["--lang", "fr"]);
    display.lend(&mut command);
    let opengl = ["libGL.so", "libGL.so.1", "libGLX.so.0", "libEGL.so", "libEGL.so.1"];
    without_libraries(&mut command, folder.path(), &opengl);
    says(command, "OpenGL manque", "apt-get install libgl1");
}

#[test]
fn without_a_library_of_the_display_the_program_says_which() {
    let (display, folder) = (Display::new(), tempfile::tempdir().unwrap());
    let mut command = Program::nowhere().command(&["--lang", "en"]);
    display.lend(&mut command);
    let keyboard = ["libxkbcommon-x11.so", "libxkbcommon-x11.so.0"];
    without_libraries(&mut command, folder.path(), &keyboard);
    says(command, "libxkbcommon-x11", "libxkbcommon-x11-0");
}

#[test]
fn a_store_that_another_program_has_is_opened_once_that_one_is_closed() {
    let (display, program) = (Display::new(), Program::founded());
    let mut other = program.start(&["apply", "-", "--json"]);
    let mut input = other.stdin.take().unwrap();
    // It has the store once it answers.
    writeln!(input, "{{\"command\":\"add_room\",\"name\":\"Audi 1\"}}").unwrap();
    let answer = BufReader::new(other.stdout.take().unwrap()).lines().next().unwrap();
    assert!(answer.unwrap().contains("\"applied\":true"));
    let mut window = Opened::on(&program, &display);
    window.wait_for("Ce dossier est déjà ouvert par un autre programme");
    window.wait_for("Fermez l’autre fenêtre");
    window.click("Réessayer");
    window.wait_for("Ce dossier est déjà ouvert par un autre programme");
    drop(input);
    other.wait().unwrap();
    window.click("Réessayer");
    window.wait_for("Tout est gardé sur ce poste");
    window.close();
}

#[test]
fn a_damaged_store_is_shown_read_only_and_nothing_is_written_to_it() {
    let (display, program) = (Display::new(), Program::founded());
    program.apply("{\"command\":\"create_production\",\"title\":\"Les Marées\"}\n");
    let file = program.store().join(node::FILE);
    let before = damaged(std::fs::read(&file).unwrap());
    std::fs::write(&file, &before).unwrap();
    let mut window = Opened::on(&program, &display);
    window.wait_for("lecture seule");
    window.settle();
    window.close();
    assert_eq!(std::fs::read(&file).unwrap(), before);
}
