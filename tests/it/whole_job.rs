//! The main job from beginning to end, as a newcomer would do it.

use crate::program::{Program, case};
use serde_json::Value;

/// Template and genre of each production.
const GENRES: [(&str, &str); 5] = [
    ("documentary_52", "documentary"),
    ("tv_film_90", "tv_film"),
    ("series_6x52", "series"),
    ("feature", "feature"),
    ("magazine", "magazine"),
];

fn list(answer: &Value, key: &str) -> Vec<Value> {
    answer[key].as_array().unwrap_or_else(|| panic!("no {key} in {answer}")).clone()
}

fn create(title: &str, genre: &str, template: &str, anchor: &str) -> String {
    format!(
        r#"{{"group":[{{"command":"create_production","id":"${genre}","title":"{title}","genre":"{genre}"}},{{"command":"apply_template","production":"${genre}","template":"{template}",{anchor}}}]}}"#
    ) + "\n"
}

fn all_applied(answers: &[Value]) {
    for answer in answers {
        assert_eq!(answer["applied"], true, "{answer}");
    }
}

#[test]
fn a_production_of_each_genre_is_made_from_its_template() {
    let program = Program::founded();
    let lines: String = GENRES
        .iter()
        .map(|(template, genre)| {
            create(&format!("Film {genre}"), genre, template, r#""backward_from":"2027-11-30""#)
        })
        .collect();
    all_applied(&program.apply(&lines));
    let productions = list(&program.json(&["show", "productions"]), "productions");
    assert_eq!(productions.len(), GENRES.len());
    for production in &productions {
        assert_eq!(production["delivery"], "2027-11-30", "{production}");
        assert!(production["tasks"].as_u64().unwrap() >= 20, "{production}");
        assert!(
            production["float_minutes"].as_i64().unwrap() >= 0,
            "the master is ready in time: {production}"
        );
    }
    assert_eq!(program.run(&["show", "clashes", "--json"]).code, 0);
}

#[test]
fn a_clash_is_seen_undone_and_redone() {
    let program = Program::founded();
    let book = |from: &str, to: &str| {
        format!(
            r#"{{"command":"add_booking","production":"$tv_film","room":"$audi","start":"2027-05-24T{from}","end":"2027-05-24T{to}","state":"confirmed"}}"#
        )
    };
    let lines = [
        r#"{"command":"add_room","id":"$audi","name":"Audi 2","kind":"stage"}"#.to_owned(),
        create("Les Marées", "tv_film", "tv_film_90", r#""forward_from":"2027-01-11""#)
            .trim()
            .to_owned(),
        book("09:00", "13:00"),
        book("12:00", "18:00"),
    ];
    all_applied(&program.apply(&lines.join("\n")));
    let twice = |program: &Program| {
        let clashes = list(&program.json(&["show", "clashes"]), "clashes");
        clashes.iter().filter(|clash| clash["kind"] == "double_booking").count()
    };
    assert_eq!(twice(&program), 1);
    program.run(&["undo"]).done();
    assert_eq!(twice(&program), 0);
    program.run(&["redo"]).done();
    assert_eq!(twice(&program), 1);
    let clashes = list(&program.json(&["show", "clashes"]), "clashes");
    let clash = clashes.iter().find(|clash| clash["kind"] == "double_booking").unwrap();
    assert_eq!(list(clash, "sides").len(), 2);
    assert!(list(clash, "sides").iter().all(|side| side["by"].is_string()), "{clash}");
    assert!(!list(clash, "proposals").is_empty(), "{clash}");
    let history = list(&program.json(&["show", "history"]), "history");
    assert!(history.iter().any(|line| line["command"] == "undo"), "{history:?}");
}

#[test]
fn a_maximum_lag_is_applied_shown_told_where_it_breaks_exported_and_undone() {
    let program = Program::founded();
    let lines = [
        r#"{"command":"create_production","id":"$film","title":"Les Marées"}"#,
        r#"{"command":"add_task","id":"$premix","production":"$film","name":"Prémixage","work":480}"#,
        r#"{"command":"add_task","id":"$mix","production":"$film","name":"Mixage","work":480}"#,
        r#"{"command":"add_link","production":"$film","from":"$premix","to":"$mix","most":"2400"}"#,
        r#"{"command":"add_booking","production":"$film","task":"$premix","start":"2027-05-10T09:00","end":"2027-05-10T18:00","state":"confirmed"}"#,
        r#"{"command":"add_booking","production":"$film","task":"$mix","start":"2027-05-24T09:00","end":"2027-05-24T18:00","state":"confirmed"}"#,
    ];
    all_applied(&program.apply(&lines.join("\n")));
    let show = || program.json(&["show", "plan", "--production", "Les Marées"]);
    let links = list(&show()["plan"], "links");
    assert_eq!((links[0]["lag"].as_str(), links[0]["most"].as_str()), (Some("0"), Some("2400")));
    let told = || {
        let clashes = list(&program.json(&["show", "clashes"]), "clashes");
        clashes.into_iter().filter(|clash| clash["kind"] == "maximum_lag").collect::<Vec<_>>()
    };
    let message = told()[0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("Mixage") && message.contains("trop tard"), "{message}");
    // The workbook carries it there and back; MS Project has no such thing.
    let to = |name: &str| program.file(name).display().to_string();
    let other = Program::founded();
    for (file, most) in [("plan.xlsx", Some("2400")), ("plan.xml", None)] {
        let (production, path) = (["--production", "Les Marées"], to(file));
        program.run(&["export", "plan", production[0], production[1], "--to", &path]).done();
        other.run(&["import", &path]).done();
        let title = list(&other.json(&["show", "productions"]), "productions")[0]["title"].clone();
        let plan = other.json(&["show", "plan", "--production", title.as_str().unwrap()]);
        assert_eq!(list(&plan["plan"], "links")[0]["most"].as_str(), most, "{file}");
        other.run(&["undo"]).done();
    }
    let id = links[0]["id"].as_str().unwrap();
    let production = show()["plan"]["production"]["id"].as_str().unwrap().to_owned();
    let set = format!(
        r#"{{"command":"set_link","production":"{production}","id":"{id}","most":"10080e"}}"#
    );
    all_applied(&program.apply(&set));
    assert_eq!(list(&show()["plan"], "links")[0]["most"].as_str(), Some("10080e"));
    program.run(&["undo"]).done();
    assert_eq!(list(&show()["plan"], "links")[0]["most"].as_str(), Some("2400"));
}

#[test]
fn what_is_exported_comes_back_with_the_same_counts() {
    let program = Program::founded();
    all_applied(&program.apply(&create(
        "Les Marées",
        "tv_film",
        "tv_film_90",
        r#""forward_from":"2027-01-11""#,
    )));
    let plan = program.json(&["show", "plan", "--production", "Les Marées"]);
    let (tasks, links) = (list(&plan["plan"], "tasks").len(), list(&plan["plan"], "links").len());
    let to = |name: &str| program.file(name).display().to_string();
    program.run(&["export", "plan", "--production", "Les Marées", "--to", &to("plan.xml")]).done();
    program.run(&["export", "plan", "--production", "Les Marées", "--to", &to("plan.xlsx")]).done();
    let other = Program::founded();
    let read = other.json(&["import", &to("plan.xml"), "--dry-run"]);
    let records = &read["files"][0]["records"];
    // MS Project counts the summary of the whole as a task.
    assert_eq!(
        (records["task"].as_u64(), records["link"].as_u64()),
        (Some(tasks as u64 + 1), Some(links as u64))
    );
    assert!(
        list(&other.json(&["show", "productions"]), "productions").is_empty(),
        "a dry run changes nothing"
    );
    for file in ["plan.xml", "plan.xlsx"] {
        other.run(&["import", &to(file)]).done();
        let all = list(&other.json(&["show", "productions"]), "productions");
        assert_eq!(all.len(), 1, "{file}");
        assert_eq!(all[0]["tasks"].as_u64(), Some(tasks as u64), "{file}");
        other.run(&["undo"]).done();
        assert!(
            list(&other.json(&["show", "productions"]), "productions").is_empty(),
            "an import is one step"
        );
    }
}

#[test]
fn the_cases_of_every_format_are_read() {
    let program = Program::founded();
    for folder in ["import/mspdi", "import/csv", "import/ics"] {
        for entry in std::fs::read_dir(case(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| {
                ["xml", "csv", "ics"].contains(&end.to_str().unwrap_or_default())
            }) {
                let answer =
                    program.run(&["import", &path.display().to_string(), "--dry-run", "--json"]);
                assert!([0, 1].contains(&answer.code), "{}: {}", path.display(), answer.err);
                let told: Value = serde_json::from_str(&answer.out).unwrap();
                for finding in list(&told["files"][0], "findings") {
                    let message = finding["message"].as_str().unwrap_or_default();
                    assert!(!message.starts_with('['), "{}: {message}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_scripted_week_of_the_demo_goes_as_it_is_told() {
    let program = Program::nowhere();
    let told = program.json(&["demo", "--headless", "--weeks", "12", "--lang", "en"]);
    assert_eq!(told["productions"], 12, "{told}");
    let events = list(&told, "events");
    let of = |key: &str| -> Vec<String> {
        let rows = events.iter().filter(|event| event["event"] == key);
        rows.flat_map(|event| list(event, "result"))
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert!(
        of("stage_twice").iter().any(|line| line.contains("same documents: yes")),
        "{events:?}"
    );
    assert!(of("stage_twice").iter().any(|line| line.contains("booked twice")), "{events:?}");
    for key in ["rushes_late", "mixer_ill", "four_days_left", "master_sooner", "slip_of_the_mouse"]
    {
        assert!(!of(key).is_empty(), "{key}");
    }
    let hashes = |program: &Program| -> Vec<Value> {
        list(&program.json(&["status"]), "documents")
            .into_iter()
            .map(|document| document["state_hash"].clone())
            .collect()
    };
    let again = Program::nowhere();
    again.run(&["demo", "--headless", "--weeks", "12", "--lang", "fr"]).done();
    assert_eq!(hashes(&program), hashes(&again), "the same seed gives the same documents");
}
