//! `solve`: published forms of instances, solved by the program itself.

use crate::program::{Program, case};
use serde_json::Value;

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn instances_of_each_form_are_solved_to_their_optimum() {
    let program = Program::nowhere();
    let files = ["solve/small.sm", "solve/small.rcp", "solve/small.txt"].map(|file| {
        let path = case(file);
        path.display().to_string()
    });
    let [sm, rcp, packed] = files.each_ref().map(String::as_str);
    let arguments = ["solve", sm, rcp, packed, "--seconds", "1", "--threads", "2", "--json"];
    let answer = program.run(&arguments).done();
    let solved = lines(&answer.out);
    assert_eq!(solved.len(), 4, "{}", answer.out);
    // In the first, activities of 4 and 3 cannot run together, and one of 3 waits for both.
    for (line, (makespan, bound)) in solved.iter().zip([(10, 7), (10, 7), (10, 7), (4, 4)]) {
        assert_eq!((&line["makespan"], &line["lower_bound"]), (&makespan.into(), &bound.into()));
        assert!(line["schedules"].as_u64().unwrap() > 0, "{line}");
    }
    assert_eq!(solved[0]["instance"], "small");
    assert_eq!(
        (&solved[2]["instance"], &solved[3]["instance"]),
        (&"small_1".into(), &"small_2".into())
    );
}

#[test]
fn what_cannot_be_solved_is_named_and_the_others_are_solved_all_the_same() {
    let program = Program::nowhere();
    let cycle = program.given("cycle.rcp", "2 1\n1\n1 1 1 2\n1 1 1 1\n");
    let greedy = program.given("greedy.rcp", "1 1\n1\n1 2 0\n");
    let broken = program.given("broken.rcp", "2 1\n1\n1 x 1 2\n");
    let sound = program.given("sound.rcp", "1 1\n1\n3 1 0\n");
    let arguments = ["solve", &cycle, &greedy, &broken, &sound, "--seconds", "600", "--json"];
    let answer = program.run(&arguments);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    let told = lines(&answer.out);
    let codes: Vec<_> = told.iter().map(|line| line["error"]["code"].clone()).collect();
    assert_eq!(codes[..3], ["solve-cycle", "solve-nobody-can", "project-file-bad-number"]);
    assert!(told[2]["error"]["place"]["line"].is_number(), "{}", told[2]);
    assert!(told[0]["error"]["place"]["file"].as_str().unwrap().ends_with("cycle.rcp"));
    assert_eq!(told[3]["makespan"], 3);
    let wrong = program.run(&["solve", &sound, "--seconds", "soon", "--json"]);
    assert_eq!(wrong.code, 2, "{}", wrong.out);
}
