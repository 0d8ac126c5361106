//! Tasks the house adds to those of a template, as every house has some.

use crate::journal::{Journal, add};
use crate::show::Show;
use model::{
    Change, Command, Edit, Genre, Kind, Link, LinkKind, Order, Record, RoomKind, Step, Task, TaskId,
};
use units::Minutes;

/// A task that the house adds to those of a template: name, days, room, function; the step with
/// which it begins or after which it comes; the step that waits for it.
type Extra = (&'static str, i64, RoomKind, &'static str, (LinkKind, Step), Option<Step>);

fn extra_tasks(genre: &Genre) -> Vec<Extra> {
    let with = |step| (LinkKind::StartToStart, step);
    let after = |step| (LinkKind::FinishToStart, step);
    let assistant = |days| {
        (
            "Assistanat au montage",
            days,
            RoomKind::Edit,
            "assistant_editor",
            with(Step::Edit),
            Some(Step::Turnover),
        )
    };
    let ambience = |days| {
        (
            "Montage des ambiances",
            days,
            RoomKind::SoundEdit,
            "sound_editor",
            after(Step::Turnover),
            Some(Step::Premix),
        )
    };
    let alongside = |days| {
        (
            "Montage son au fil de l'image",
            days,
            RoomKind::SoundEdit,
            "sound_editor",
            with(Step::Edit),
            Some(Step::Turnover),
        )
    };
    let library = (
        "Sonothèque de la série",
        55,
        RoomKind::SoundEdit,
        "sound_editor",
        with(Step::SoundEdit),
        None,
    );
    let trailer = ("Bande-annonce", 5, RoomKind::Edit, "editor", after(Step::Lock), None);
    match genre {
        Genre::Feature => vec![assistant(30), alongside(55), ambience(20), trailer],
        Genre::TvFilm => vec![assistant(15), alongside(35), ambience(8)],
        Genre::Series => vec![library, trailer],
        _ => Vec::new(),
    }
}

/// The tasks the house adds, behind those of the template and in the same groups.
pub(crate) fn extras(edits: &[Edit], show: &Show, journal: &mut Journal) -> Vec<Edit> {
    let added = |kind| {
        let of_kind = edits.iter().filter(move |edit| edit.subject.kind == kind);
        of_kind.filter_map(|edit| match &edit.change {
            Change::Add(values) => Some((edit.subject.id, values)),
            _ => None,
        })
    };
    let tasks: Vec<Task> = added(Kind::Task)
        .map(|(id, values)| Task::from_values(id, values, &mut Vec::new()))
        .collect();
    let extras = extra_tasks(&show.brief.genre);
    let last = tasks.iter().map(|task| &task.order).max();
    let mut made = Vec::new();
    for (extra, order) in extras.iter().zip(Order::run(last, extras.len())) {
        let (name, days, room, function, (kind, from), to) = extra;
        let find = |step: &Step| tasks.iter().find(|task| task.step == *step);
        let Some(from) = find(from) else { continue };
        let task = Task {
            name: (*name).to_owned(),
            order,
            parent: from.parent.filter(|_| show.brief.genre != Genre::Series),
            work: Minutes(days * 480),
            room_kind: Some(room.clone()),
            function: Some((*function).to_owned()),
            ..Task::new(journal.ids.mint())
        };
        made.extend(edit(add(show.subject(Kind::Task, task.id), &task)));
        let mut tie = |from: TaskId, to: TaskId, kind: &LinkKind| {
            let link = Link {
                from: Some(from),
                to: Some(to),
                kind: kind.clone(),
                ..Link::new(journal.ids.mint())
            };
            made.extend(edit(add(show.subject(Kind::Link, link.id), &link)));
        };
        tie(from.id, task.id, kind);
        if let Some(to) = to.as_ref().and_then(find) {
            tie(task.id, to.id, &LinkKind::FinishToStart);
        }
    }
    made
}

fn edit(command: Command) -> Option<Edit> {
    match command {
        Command::Add { subject, values } => Some(Edit::add(subject, values)),
        _ => None,
    }
}
