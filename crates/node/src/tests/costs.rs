//! What an hour costs: written where only coordination reads, and never half right.

use super::members::{hashes, three_machines};
use super::{add_room, founded, seen, text};
use crate::{Engine, Group, meet};
use model::{Command, CostRateId, Kind, RawId, Subject, Value, Values};

const RATE: CostRateId = CostRateId(RawId(50));

fn subject() -> Subject {
    Subject::shared(Kind::CostRate, RATE)
}

fn rate(values: &[(&str, Value)]) -> Command {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
    Command::Add { subject: subject(), values: values.collect() }
}

fn of_room(hourly: &str) -> Command {
    rate(&[("room", text(&RawId(1).to_string())), ("hourly", text(hourly))])
}

fn refused(engine: &mut Engine, command: Command) -> &'static str {
    let before = seen(&engine.snapshot());
    let code = engine.submit(&Group::one(command)).unwrap_err().finding().code;
    assert_eq!(seen(&engine.snapshot()), before, "what is refused changes nothing");
    code
}

#[test]
fn a_rate_is_of_one_person_or_one_room_in_euros_and_not_negative() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    let person = engine.snapshot().facility.people.keys().next().copied().unwrap();
    let both = [("room", text(&RawId(1).to_string())), ("person", text(&person.to_string()))];
    assert_eq!(refused(&mut engine, rate(&both)), "rate-of-one");
    assert_eq!(refused(&mut engine, rate(&[("hourly", text("30 EUR"))])), "rate-of-one");
    assert_eq!(refused(&mut engine, of_room("30 CHF")), "money-in-euros");
    assert_eq!(refused(&mut engine, of_room("-30 EUR")), "negative-amount");
    assert_eq!(refused(&mut engine, of_room("30")), "edit-wrong-value");
    let nobody = [("person", text(&RawId(9).to_string()))];
    assert_eq!(refused(&mut engine, rate(&nobody)), "unknown-reference");
    engine.submit(&Group::one(of_room("30 EUR"))).unwrap();
    let out: Values = [("room".to_owned(), Value::Nothing)].into();
    let nobodys = Command::Set { subject: subject(), values: out };
    assert_eq!(refused(&mut engine, nobodys), "rate-of-one");
}

#[test]
fn a_rate_is_undone_and_still_there_after_the_program_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::of(vec![add_room(1, "Audi 1")])).unwrap();
    assert!(engine.snapshot().holds_casting);
    let before = seen(&engine.snapshot());
    engine.submit(&Group::one(of_room("145 EUR"))).unwrap();
    let after = seen(&engine.snapshot());
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
    engine.redo().unwrap();
    assert_eq!(seen(&engine.snapshot()), after);
    drop(engine);
    let again = crate::Opening::new(folder.path()).open(super::world()).unwrap().snapshot();
    assert_eq!(seen(&again), after);
    assert_eq!(again.casting.cost_rates[&RATE].hourly, "145 EUR".parse().ok());
}

#[test]
fn machines_of_coordination_share_rates_whoever_writes_the_first() {
    let (_folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ben.submit(&Group::one(of_room("145 EUR"))).unwrap();
    meet(&mut ben, &mut ana).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    for engine in [&ana, &ben, &cleo] {
        let rates = engine.snapshot().casting.cost_rates.clone();
        assert_eq!(rates[&RATE].hourly, "145 EUR".parse().ok());
    }
    assert_eq!(hashes(&ana), hashes(&ben));
    assert_eq!(hashes(&ana), hashes(&cleo));
}
