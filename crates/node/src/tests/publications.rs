//! What is sent to the client of a production and what the client answers: who receives it, who may
//! write it, and that nothing else of the house goes with it.

use super::*;
use crate::tests::members::{admit, bytes_of, everything};
use access::{Target, named_document};
use model::{
    AnswerId, ClientVerdict, LineKind, PublicationId, PublishedDetail, PublishedLine, Scope, TaskId,
};
use units::Money;

const SENT: PublicationId = PublicationId(RawId(0xB1));
const IMAGE: TaskId = TaskId(RawId(0x71));
const EDIT: TaskId = TaskId(RawId(0x72));
const GRADING: TaskId = TaskId(RawId(0x73));
const MIX: TaskId = TaskId(RawId(0x74));
const PAD: TaskId = TaskId(RawId(0x75));

fn task(id: TaskId, name: &str, fields: &[(&str, Value)]) -> Command {
    let mut values: Values = [("name".into(), text(name))].into();
    values.extend(fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    Command::Add { subject: Subject::planned(film(), Kind::Task, id.0), values }
}

/// A film with a group of two tasks, a task beside it and a date to be met, and what the house keeps
/// to itself: a remark, a room, a cost.
fn plan() -> Vec<Command> {
    let work = || ("work", Value::Integer(960));
    let within = || ("parent", text(&IMAGE.to_string()));
    let order = |key: &str| ("order", text(key));
    let set = Subject::planned(film(), Kind::Production, film().0);
    let rate = Subject::shared(Kind::CostRate, RawId(0xC1));
    let room = text(&model::RoomId(RawId(1)).to_string());
    vec![
        add_room(1, "canary-room"),
        create_film(),
        Command::Set { subject: set, values: [("remark".into(), text("canary-remark"))].into() },
        Command::Add {
            subject: rate,
            values: [("room".into(), room), ("hourly".into(), text("7919.77 EUR"))].into(),
        },
        task(IMAGE, "Image", &[order("V")]),
        task(EDIT, "Montage", &[order("W"), within(), work(), ("remark", text("canary-task"))]),
        task(GRADING, "Étalonnage", &[order("X"), within(), work()]),
        task(MIX, "Mixage", &[order("Y"), work()]),
        task(PAD, "PAD", &[order("Z"), ("milestone", Value::Flag(true))]),
    ]
}

fn euros(amount: &str) -> Option<Money> {
    format!("{amount} EUR").parse().ok()
}

fn publish(publication: PublicationId, detail: PublishedDetail, price: Option<Money>) -> Command {
    Command::Publish {
        production: film(),
        publication,
        name: "Planning de novembre".to_owned(),
        remark: "Sous réserve des archives.".to_owned(),
        detail,
        price,
        agreement: true,
    }
}

fn answer(number: u128, verdict: ClientVerdict, signed: &str, remark: &str) -> Command {
    Command::Answer {
        production: film(),
        publication: SENT,
        answer: AnswerId(RawId(number)),
        verdict,
        signed: signed.to_owned(),
        remark: remark.to_owned(),
    }
}

fn refused(engine: &mut Engine, command: Command) -> String {
    engine.submit(&Group::one(command)).unwrap_err().finding().code.to_owned()
}

fn of_film() -> GrantScope {
    GrantScope::Productions([film()].into())
}

/// Coordination with the film, and the machine of its client.
fn coordination_and_client() -> ([tempfile::TempDir; 2], Engine, Engine) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::of(plan())).unwrap();
    let mut carl = let_in(folders[1].path(), &mut ana, 5, Role::Client, of_film());
    meet(&mut ana, &mut carl).unwrap();
    (folders, ana, carl)
}

fn sent(engine: &Engine, id: PublicationId) -> model::Publication {
    engine.snapshot().publications[&film()].publications[&id].as_ref().clone()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn a_client_receives_what_was_sent_and_answers_to_it() {
    let (folders, mut ana, mut carl) = coordination_and_client();
    assert!(carl.snapshot().publications.is_empty());
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Tasks, euros("48500")))).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    let received = sent(&carl, SENT);
    assert_eq!(received, sent(&ana, SENT));
    assert_eq!((received.number, received.title.as_str()), (1, "Les Marées"));
    assert_eq!(received.price, euros("48500"));
    assert_eq!(received.published, parse_date_time("2026-11-23T09:00"), "the hour in Paris");
    assert_eq!(received.published_by, Some(ana.person()));
    let agreed = answer(0xA1, ClientVerdict::Agreed, "Jeanne Exemple", "");
    carl.submit(&Group::one(agreed)).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    let answers = ana.snapshot().answers[&film()].clone();
    let said = &answers.answers[&AnswerId(RawId(0xA1))];
    assert_eq!((said.publication, &said.verdict), (Some(SENT), &ClientVerdict::Agreed));
    assert_eq!((said.signed.as_str(), said.price), ("Jeanne Exemple", euros("48500")));
    assert_eq!(said.answered_by, Some(carl.person()));
    assert!(said.is_to(&received));
    drop((ana, carl));
    let again = Opening::new(folders[1].path()).open(world()).unwrap();
    assert_eq!(sent(&again, SENT), received, "it is on the disk");
}

#[test]
fn a_client_holds_the_price_it_was_sent_and_no_other_nor_anything_of_the_house() {
    let (folders, mut ana, mut carl) = coordination_and_client();
    let other = ProductionId(RawId(0xF12));
    let values = [("title".into(), text("canary-other")), ("genre".into(), text("magazine"))];
    let document = DocumentId(RawId(0xD12));
    let found = Command::CreateProduction { production: other, document, values: values.into() };
    let mut elsewhere =
        publish(PublicationId(RawId(0xB9)), PublishedDetail::Steps, euros("6543.21"));
    if let Command::Publish { production, .. } = &mut elsewhere {
        *production = other;
    }
    ana.submit(&Group::of(vec![found, elsewhere])).unwrap();
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Tasks, euros("48500.75")))).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    assert_eq!(carl.snapshot().publications.keys().collect::<Vec<_>>(), [&film()]);
    carl.close().unwrap();
    ana.close().unwrap();
    let [house, client] = folders.each_ref().map(|folder| bytes_of(folder.path()));
    assert!(holds(&client, b"48500.75") && holds(&client, "Étalonnage".as_bytes()));
    let kept: [&[u8]; 6] =
        [b"7919.77", b"6543.21", b"canary-other", b"canary-room", b"canary-remark", b"canary-task"];
    for word in kept {
        let said = String::from_utf8_lossy(word);
        assert!(holds(&house, word), "{said} is nowhere: the search finds nothing");
        assert!(!holds(&client, word), "{said} on the machine of the client");
    }
    let facility = founded_facility(&folders);
    for target in [Target::Publications(other), Target::Answers(other)] {
        let name = named_document(facility, target).unwrap().0.0.to_be_bytes();
        assert!(!holds(&client, &name), "not the name of another client's room");
    }
}

/// The facility of the first of two machines.
fn founded_facility(folders: &[tempfile::TempDir; 2]) -> model::FacilityId {
    let engine = Opening::new(folders[0].path()).open(world()).unwrap();
    engine.members.log.facility()
}

#[test]
fn main_steps_are_the_outermost_tasks_and_the_dates_to_be_met() {
    let (_folders, mut ana, _carl) = coordination_and_client();
    let done: Values = [("actual_finish".into(), text("2026-11-20T18:00"))].into();
    for id in [EDIT, GRADING] {
        let subject = Subject::planned(film(), Kind::Task, id.0);
        ana.submit(&Group::one(Command::Set { subject, values: done.clone() })).unwrap();
    }
    let whole = PublicationId(RawId(0xB2));
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Steps, None))).unwrap();
    ana.submit(&Group::one(publish(whole, PublishedDetail::Tasks, None))).unwrap();
    let told = |line: &PublishedLine| (line.name.clone(), line.level, line.kind, line.finished);
    let steps: Vec<_> = sent(&ana, SENT).lines.iter().map(told).collect();
    let name = |name: &str| name.to_owned();
    assert_eq!(
        steps,
        [
            (name("Image"), 0, LineKind::Group, true),
            (name("Mixage"), 0, LineKind::Task, false),
            (name("PAD"), 0, LineKind::Milestone, false),
        ]
    );
    let tasks: Vec<_> = sent(&ana, whole).lines.iter().map(told).collect();
    assert_eq!(tasks[1], (name("Montage"), 1, LineKind::Task, true));
    assert_eq!((tasks.len(), sent(&ana, whole).number), (5, 2));
    let mix = sent(&ana, whole).lines[3].clone();
    assert_eq!(mix.task, MIX);
    assert!(mix.start < mix.finish, "dated as the plan is");
}

#[test]
fn what_was_sent_and_answered_is_never_changed_and_nobody_writes_for_the_other() {
    let (_folders, mut ana, mut carl) = coordination_and_client();
    let steps = || PublishedDetail::Steps;
    assert_eq!(refused(&mut ana, publish(SENT, steps(), euros("-1"))), "negative-amount");
    let dollars = "10 USD".parse().ok();
    assert_eq!(refused(&mut ana, publish(SENT, steps(), dollars)), "money-in-euros");
    ana.submit(&Group::one(publish(SENT, steps(), euros("100")))).unwrap();
    assert_eq!(refused(&mut ana, publish(SENT, steps(), None)), "record-exists");
    let subject = Subject::published(film(), SENT);
    let values: Values = [("price".into(), text("1 EUR"))].into();
    let changed = Command::Set { subject, values };
    assert_eq!(refused(&mut ana, changed), "publication-frozen");
    let agreed = |number| answer(number, ClientVerdict::Agreed, "Jeanne Exemple", "");
    assert_eq!(refused(&mut carl, agreed(1)), "unknown-record", "it has not come yet");
    meet(&mut ana, &mut carl).unwrap();
    assert_eq!(refused(&mut ana, agreed(1)), "not-allowed", "coordination does not answer");
    assert_eq!(refused(&mut carl, Command::Delete { subject }), "not-allowed");
    let unsigned = answer(1, ClientVerdict::Refused, "  ", "Trop cher");
    assert_eq!(refused(&mut carl, unsigned), "answer-unsigned");
    assert_eq!(refused(&mut carl, answer(1, ClientVerdict::Remark, "", " ")), "answer-empty");
    carl.submit(&Group::one(agreed(1))).unwrap();
    let subject = Subject::answered(film(), AnswerId(RawId(1)));
    let values: Values = [("verdict".into(), text("refused"))].into();
    assert_eq!(refused(&mut carl, Command::Set { subject, values }), "answer-frozen");
    carl.undo().unwrap();
    assert!(carl.snapshot().answers[&film()].answers.is_empty(), "one step back");
    ana.submit(&Group::one(Command::Delete { subject: Subject::published(film(), SENT) })).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    assert!(carl.snapshot().publications[&film()].publications.is_empty(), "it was withdrawn");
}

#[test]
fn an_empty_plan_without_a_price_is_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(folder.path());
    ana.submit(&Group::one(create_film())).unwrap();
    assert_eq!(refused(&mut ana, publish(SENT, PublishedDetail::Tasks, None)), "publication-empty");
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Tasks, euros("900")))).unwrap();
    assert!(sent(&ana, SENT).lines.is_empty());
}

#[test]
fn a_variant_is_not_sent_in_the_place_of_the_plan() {
    let (_folders, mut ana, _carl) = coordination_and_client();
    let variant = model::VariantId(RawId(0xAB));
    let subject = Subject::planned(film(), Kind::Variant, variant.0);
    let values: Values = [("name".into(), text("soir"))].into();
    ana.submit(&Group::one(Command::Add { subject, values })).unwrap();
    ana.work_in(Some((film(), variant))).unwrap();
    let refused = refused(&mut ana, publish(SENT, PublishedDetail::Tasks, None));
    assert_eq!(refused, "variant-elsewhere");
}

#[test]
fn what_two_coordinators_send_and_two_machines_of_a_client_answer_apart_all_stays() {
    let (_folders, mut ana, mut carl) = coordination_and_client();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let coordination = (Role::Coordination, GrantScope::Facility);
    let mut ben = let_in(folders[0].path(), &mut ana, 2, coordination.0, coordination.1);
    let mut laptop = let_in(folders[1].path(), &mut ana, 6, Role::Client, of_film());
    meet(&mut ana, &mut ben).unwrap();
    let other = PublicationId(RawId(0xB2));
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Steps, euros("100")))).unwrap();
    ben.submit(&Group::one(publish(other, PublishedDetail::Tasks, euros("200")))).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    meet(&mut ana, &mut laptop).unwrap();
    carl.submit(&Group::one(answer(1, ClientVerdict::Agreed, "Jeanne", ""))).unwrap();
    laptop.submit(&Group::one(answer(2, ClientVerdict::Refused, "Jules", ""))).unwrap();
    for _ in 0..2 {
        for engine in [&mut ben, &mut carl, &mut laptop] {
            meet(&mut ana, engine).unwrap();
        }
    }
    for engine in [&ana, &ben, &carl, &laptop] {
        let snapshot = engine.snapshot();
        assert_eq!(snapshot.publications[&film()].publications.len(), 2);
        assert_eq!(snapshot.answers[&film()].answers.len(), 2);
        assert!(snapshot.findings.is_empty(), "{:?}", snapshot.findings);
    }
}

/// Ben's machine makes the document of what is sent, Cleo's goes on in it, and the administrator's ends
/// the rights of Ben before it has heard of either; and the second publication.
fn begun_by_one_who_left()
-> ([tempfile::TempDir; 4], Engine, Engine, model::DeviceId, PublicationId) {
    let (mine, mut ana, _carl) = coordination_and_client();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let whole = || GrantScope::Facility;
    let mut ben = let_in(folders[0].path(), &mut ana, 2, Role::Coordination, whole());
    let mut cleo = let_in(folders[1].path(), &mut ana, 4, Role::Coordination, whole());
    for engine in [&mut ben, &mut cleo] {
        meet(&mut ana, engine).unwrap();
    }
    ben.submit(&Group::one(publish(SENT, PublishedDetail::Steps, euros("100")))).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    let other = PublicationId(RawId(0xB2));
    cleo.submit(&Group::one(publish(other, PublishedDetail::Steps, euros("200")))).unwrap();
    ana.revoke(ben.device()).unwrap();
    let ([first, second], [third, fourth]) = (mine, folders);
    ([first, second, third, fourth], ana, cleo, ben.device(), other)
}

fn all_sent(engine: &Engine) -> Vec<PublicationId> {
    let snapshot = engine.snapshot();
    let sent = snapshot.publications.get(&film());
    sent.into_iter().flat_map(|sent| sent.publications.keys().copied()).collect()
}

#[test]
fn what_a_coordinator_began_before_their_rights_ended_counts_where_another_built_on_it() {
    let (_folders, mut ana, mut cleo, _ben, other) = begun_by_one_who_left();
    for _ in 0..2 {
        meet(&mut ana, &mut cleo).unwrap();
    }
    assert_eq!((all_sent(&ana), all_sent(&cleo)), (vec![SENT, other], vec![SENT, other]));
    assert_eq!(ana.status(), cleo.status());
}

#[test]
fn it_counts_too_where_what_builds_on_it_comes_later() {
    let (_folders, mut ana, cleo, ben, other) = begun_by_one_who_left();
    let scope = Scope::Publications(film());
    let (document, target) = (cleo.holdings[&scope].id, Target::from(scope));
    let is_bens = |run: &sync::Run| {
        let envelope = access::Envelope::decode(&run.envelopes[0]).unwrap();
        envelope.author == ben
    };
    let (first, later): (Vec<_>, Vec<_>) = everything(&cleo, scope).into_iter().partition(is_bens);
    ana.talk.offers.insert(document, target);
    admit(&mut ana, cleo.device(), document, &first);
    assert!(all_sent(&ana).is_empty(), "nobody in good standing has built on it yet");
    admit(&mut ana, cleo.device(), document, &later);
    assert_eq!(all_sent(&ana), [SENT, other]);
}

#[test]
fn a_group_that_is_refused_after_it_began_a_document_leaves_nothing_that_is_told_to_others() {
    let (_folders, mut ana, _carl) = coordination_and_client();
    let folder = tempfile::tempdir().unwrap();
    let whole = GrantScope::Facility;
    let mut ben = let_in(folder.path(), &mut ana, 2, Role::Coordination, whole);
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Steps, euros("100")))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    let slip = Subject::at_desk(ana.person(), Kind::Slip, RawId(0x51));
    let values: Values = [("done".into(), text("14 minutes"))].into();
    let slip = Command::Add { subject: slip, values };
    let agreed = answer(1, ClientVerdict::Agreed, "Jeanne Exemple", "");
    let refusal = ana.submit(&Group::of(vec![slip.clone(), agreed])).unwrap_err();
    assert_eq!(refusal.finding().code, "not-allowed");
    assert!(ana.snapshot().desks.is_empty(), "all of a group, or nothing");
    ana.submit(&Group::one(slip)).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(ben.snapshot().desks, ana.snapshot().desks);
    assert_eq!(ben.snapshot().desks.len(), 1);
}

#[test]
fn whoever_only_reads_receives_what_was_sent_and_no_answer() {
    let (_folders, mut ana, mut carl) = coordination_and_client();
    let folder = tempfile::tempdir().unwrap();
    let mut rose = let_in(folder.path(), &mut ana, 7, Role::ReadOnly, of_film());
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Steps, euros("100")))).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    carl.submit(&Group::one(answer(1, ClientVerdict::Agreed, "canary-signature", ""))).unwrap();
    meet(&mut ana, &mut carl).unwrap();
    meet(&mut ana, &mut rose).unwrap();
    assert_eq!(sent(&rose, SENT).price, euros("100"));
    assert!(rose.snapshot().answers.is_empty());
    let refusal = refused(&mut rose, answer(2, ClientVerdict::Agreed, "Rose", ""));
    assert_eq!(refusal, "not-allowed");
    rose.close().unwrap();
    assert!(!holds(&bytes_of(folder.path()), b"canary-signature"));
}

#[test]
fn nobody_gives_the_name_of_a_client_room_to_a_document_of_their_own() {
    let (_folders, ana, _carl) = coordination_and_client();
    let facility = ana.members.log.facility();
    let other = ProductionId(RawId(0xF12));
    for target in [Target::Publications(film()), Target::Answers(film())] {
        let name = named_document(facility, target).unwrap();
        assert!(ana.may_be(name, target));
        assert!(!ana.may_be(name, Scope::Plan(film()).into()));
        assert!(!ana.may_be(name, Target::Publications(other)));
        assert!(!ana.may_be(DocumentId(RawId(1)), target));
    }
}

#[test]
fn the_past_shows_what_had_been_sent_by_then() {
    let (_folders, mut ana, _carl) = coordination_and_client();
    let before = Stamp::parse(MONDAY).unwrap();
    ana.submit(&Group::one(publish(SENT, PublishedDetail::Steps, euros("100")))).unwrap();
    let now = ana.at(Stamp(before.0 + 3_600));
    assert_eq!(now.publications[&film()].publications.len(), 1);
    let then = ana.at(Stamp(before.0 - 3_600));
    assert!(then.publications.get(&film()).is_none_or(|sent| sent.publications.is_empty()));
}
