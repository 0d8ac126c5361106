//! Figures, for whoever asks: `cargo test -p replica figures --release -- --ignored --nocapture`.

use super::support::*;
use crate::*;
use model::*;
use std::time::Instant;
use units::Stamp;

/// A plan after 18 months: 300 tasks, as many links, 600 bookings, changed again and again.
fn eighteen_months(number: u8) -> Document {
    let mut plan = plan(number);
    let mut time = 1_000;
    let mut edit = |plan: &mut Document, edits: &[Edit]| {
        time += 60;
        plan.apply(edits, &message(), Stamp(time)).unwrap();
    };
    for id in 1..=300_u128 {
        let values = values(&[
            ("name", (&*format!("Task {id}")).into()),
            ("step", "edit".into()),
            ("work", Value::Integer(2_400)),
            ("order", "aV".into()),
            ("room_kind", "edit".into()),
            ("function", "editor".into()),
            ("skills", set(&["avid", "premiere"])),
        ]);
        let link = super::support::values(&[
            ("from", (&*RawId(id).to_string()).into()),
            ("to", (&*RawId(id + 1).to_string()).into()),
            ("lag", "480".into()),
        ]);
        edit(&mut plan, &[add(Kind::Task, id, values), add(Kind::Link, id, link)]);
    }
    for id in 1..=600_u128 {
        let values = values(&[
            ("task", (&*RawId(id / 2 + 1).to_string()).into()),
            ("room", (&*RawId(id % 9).to_string()).into()),
            ("people", set(&[&RawId(id % 30).to_string()])),
            ("start", "2026-11-23T09:00".into()),
            ("end", "2026-11-27T18:00".into()),
            ("state", "option".into()),
        ]);
        edit(&mut plan, &[add(Kind::Booking, id, values)]);
    }
    for round in 0..5_000_u128 {
        let id = round * 7 % 600 + 1;
        let start = format!("2026-11-{:02}T09:00", round % 28 + 1);
        edit(&mut plan, &[put(Kind::Booking, id, "start", (&*start).into())]);
    }
    plan
}

fn told<T>(what: &str, times: u32, mut work: impl FnMut() -> T) -> T {
    let start = Instant::now();
    let mut last = work();
    for _ in 1..times {
        last = work();
    }
    println!("{what}: {:?}", start.elapsed() / times);
    last
}

#[test]
#[ignore = "tells figures, checks nothing"]
fn figures() {
    let mut document = told("build 18 months (5,900 changes)", 1, || eighteen_months(1));
    let saved = told("save", 3, || document.save());
    println!("saved: {} bytes", saved.len());
    let changes = document.changes_since(&Default::default());
    let bytes: Vec<&[u8]> = changes.iter().map(|change| change.bytes.as_slice()).collect();
    println!("mean change: {} bytes", bytes.iter().map(|it| it.len()).sum::<usize>() / bytes.len());
    let load = || Document::load(DocumentKind::Plan, actor(2), Some(&saved), []).unwrap().0;
    let mut loaded = told("load", 3, load);
    let (mut plan, mut findings) = told("read", 5, || loaded.read_plan());
    told("load and read 12", 1, || {
        (0..12).map(|_| load().read_plan().0.tasks.len()).sum::<usize>()
    });
    let first = told("first edit after load", 1, || {
        apply(&mut loaded, &[put(Kind::Booking, 3, "remark", "x".into())])
    });
    let mut round = 0;
    let edited = told("edit", 200, || {
        round += 1;
        apply(&mut loaded, &[put(Kind::Booking, 3, "rank", Value::Integer(round))])
    });
    told("refresh", 200, || {
        loaded.refresh_plan(&mut plan, &mut findings, &edited.touched);
    });
    told("add a template of 40 tasks", 1, || {
        let edits: Vec<Edit> = (1_000..1_040)
            .map(|id| {
                add(Kind::Task, id, values(&[("name", "Mix".into()), ("step", "mix".into())]))
            })
            .collect();
        apply(&mut loaded, &edits)
    });
    told("undo", 1, || undo(&mut loaded, &edited));
    let news = loaded.changes_since(&document.sequences());
    told("merge one change", 1, || {
        document.merge([first.change.as_ref().unwrap().bytes.as_slice()])
    });
    let rest: Vec<&[u8]> = news[1..].iter().map(|change| change.bytes.as_slice()).collect();
    println!("merging {} more", rest.len());
    let merged = told("merge them one by one", 1, || {
        rest.iter().map(|change| document.merge([*change]).applied).sum::<usize>()
    });
    assert_eq!(merged, rest.len());
    told("load from changes alone", 1, || {
        Document::load(DocumentKind::Plan, actor(3), None, bytes.iter().copied()).unwrap()
    });
    told("state hash", 3, || document.state_hash());
    told("changes, 50", 3, || document.changes(50, None));
    told("value history", 20, || document.value_history(Kind::Booking, RawId(3), "start").len());
    told("record history", 20, || document.record_history(Kind::Booking, RawId(3)).len());
    told("read at a moment", 3, || document.at(Stamp(200_000)).plan().0.bookings.len());
    told("import of 3,000 tasks", 1, || {
        let edits: Vec<Edit> = (10_000..13_000)
            .map(|id| {
                add(
                    Kind::Task,
                    id,
                    values(&[
                        ("name", "Mix".into()),
                        ("step", "mix".into()),
                        ("work", Value::Integer(60)),
                    ]),
                )
            })
            .collect();
        apply(&mut document, &edits).change.unwrap().bytes.len()
    });
}
