//! Documents are those of Automerge and of nobody else: its JavaScript form reads them, and what it
//! writes is taken in. `tests/foreign/README.md` tells how it is installed.

use access::{DeviceKey, Envelope};
use model::{Command, DocumentKind, Kind, RawId, Scope, Subject, Value, Values};
use node::{Founding, Group, Opening, Seeded};
use replica::Document;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use units::Stamp;

/// The folder in which the packages are installed, with the scripts beside them; `None` if they are
/// not, or there is no `node`.
fn installed() -> Option<PathBuf> {
    let asked = std::env::var_os("RACCORD_FOREIGN").map(PathBuf::from);
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(|it| it.join("foreign"));
    let folder = asked.or(built)?;
    let runs = Process::new("node").arg("--version").output().is_ok();
    let is_there = folder.join("node_modules/@automerge/automerge").is_dir();
    if !runs || !is_there {
        println!("left out: node, or what tests/foreign/README.md installs, is not there");
        return None;
    }
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/foreign");
    let entries = std::fs::read_dir(scripts).unwrap().flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    Some(folder)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

const FILM: RawId = RawId(0xF11);
const TASK: RawId = RawId(0x71);

/// What is written into the plan, and read again elsewhere.
fn commands() -> Vec<Command> {
    let title = [("title".into(), text("Les Marées")), ("genre".into(), text("tv_film"))].into();
    let subject = |kind, id| Subject::planned(FILM.into(), kind, id);
    let task: Values = [
        ("name".into(), text("Étalonnage « nuit »")),
        ("work".into(), Value::Integer(1_440)),
        ("step".into(), text("grading")),
    ]
    .into();
    let booking: Values = [
        ("task".into(), text(&TASK.to_string())),
        ("start".into(), text("2026-11-24T09:00")),
        ("end".into(), text("2026-11-24T18:00")),
        ("state".into(), text("confirmed")),
        ("pinned".into(), Value::Flag(true)),
        ("people".into(), Value::Set([RawId(0x9001).to_string()].into())),
    ]
    .into();
    let person = Subject::shared(Kind::Person, RawId(0x9001));
    vec![
        Command::Add { subject: person, values: Values::new() },
        Command::CreateProduction {
            production: FILM.into(),
            document: RawId(0xD0C).into(),
            values: title,
        },
        Command::Add { subject: subject(Kind::Task, TASK), values: task },
        Command::Add { subject: subject(Kind::Booking, RawId(0x81)), values: booking },
    ]
}

#[test]
fn the_javascript_form_of_automerge_reads_a_plan_and_what_it_writes_is_taken_in() {
    let Some(folder) = installed() else { return };
    let store = tempfile::tempdir().unwrap();
    let founding = Founding::Usual { name: "Atelier".into(), person: "Camille".into() };
    let world = Box::new(Seeded::new(1, Stamp::parse("2026-11-23T08:00:00Z").unwrap()));
    let mut engine = Opening::new(store.path()).found(&founding, world).unwrap();
    engine.submit(&Group::of(commands())).unwrap();
    let bytes = engine.document_file(Scope::Plan(FILM.into())).unwrap();
    let (given, change) = (store.path().join("plan.automerge"), store.path().join("change"));
    std::fs::write(&given, &bytes).unwrap();
    let task = TASK.to_string();
    let run = Process::new("node")
        .current_dir(&folder)
        .arg("read.mjs")
        .args([given.as_os_str(), change.as_os_str()])
        .args(["tasks", &task, "name", "Étalonnage de jour"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let read: Json = serde_json::from_slice(&run.stdout).unwrap();
    let film = &read["production"][FILM.to_string()];
    assert_eq!(film["title"], "Les Marées", "{read:#}");
    let there = &read["tasks"][&task];
    assert_eq!(there["name"], "Étalonnage « nuit »");
    assert_eq!((&there["work"], &there["step"]), (&Json::from(1_440), &Json::from("grading")));
    let booking = &read["bookings"][RawId(0x81).to_string()];
    assert_eq!(booking["start"], "2026-11-24T09:00");
    assert_eq!(booking["end"], "2026-11-24T18:00");
    assert_eq!((&booking["state"], &booking["pinned"]), (&"confirmed".into(), &true.into()));
    assert_eq!(booking["task"], Json::from(task.as_str()));
    assert_eq!(booking[format!("people/{}", RawId(0x9001))], true, "{booking:#}");

    // Whoever wrote it there gives it on in an envelope of their device.
    let bytes_of_change = std::fs::read(&change).unwrap();
    let header = replica::gate(&bytes_of_change).unwrap();
    assert_eq!((header.actor, header.seq), ([0xf0; 16], 1));
    let key = DeviceKey::from_seed(&[7; 32]);
    let id = RawId(0xD0C).into();
    let sealed =
        Envelope::seal(&key, id, header.actor, header.seq, Vec::new(), bytes_of_change.clone());
    let envelope = Envelope::decode(&sealed.encode()).unwrap();
    envelope.verify().unwrap();
    let (mut plan, _) = Document::load(DocumentKind::Plan, [9; 16], Some(&bytes), []).unwrap();
    let merged = plan.merge([envelope.change.as_slice()]);
    assert_eq!((merged.applied, merged.rejected.len()), (1, 0), "{merged:?}");
    let (plan, findings) = plan.read_plan();
    assert_eq!(plan.tasks[&TASK.into()].name, "Étalonnage de jour");
    assert!(findings.iter().next().is_none());
}
