//! How a production of the demo comes to be: its record, its episodes, the steps of its genre
//! template, what its quote promises.

use crate::agenda::{Agenda, weeks_from};
use crate::briefs::Brief;
use crate::extras::extras;
use crate::journal::{Journal, add, difference, hour, set};
use crate::people::Team;
use crate::script::Label;
use crate::seed::Seed;
use crate::show::{Due, Show};
use crate::titles::Titles;
use model::{
    Anchor, Baseline, Change, Command, Edit, Episode, Facility, Genre, Kind, Order, Production,
    ProductionKind, ProductionState, Step,
};
use std::sync::Arc;
use units::{Days, Minutes, NaiveDate};

/// Writes the production into the journal, without its steps yet.
pub(crate) fn create(
    brief: Brief,
    journal: &mut Journal,
    titles: &mut Titles,
    team: &Team,
    agenda: &Agenda,
    monday: NaiveDate,
) -> Show {
    let (title, client, broadcaster) = titles.give(&brief);
    let mut production = Production::new(journal.ids.mint());
    production.code = code(&title, monday);
    production.title = title;
    production.client = client;
    production.broadcaster = broadcaster;
    production.genre = brief.genre.clone();
    production.kind =
        if brief.genre == Genre::Series { ProductionKind::Series } else { ProductionKind::Unitary };
    production.runtime = Minutes(match brief.genre {
        Genre::Feature => 104,
        Genre::TvFilm => 90,
        Genre::Magazine => 26,
        _ => 52,
    });
    production.state = ProductionState::Preparation;
    let director = brief.director.and_then(|place| team.directors.get(place));
    production.director = director.copied();
    if let Some(days) = brief.shooting {
        let first = first_day(&brief, agenda, monday);
        let last = agenda.later(first, i64::try_from(days).unwrap_or(1) - 1);
        production.shooting_start = Some(agenda.date(first));
        production.shooting_end = Some(agenda.date(last));
    }
    let empty = Production::new(production.id);
    let mut commands = vec![Command::CreateProduction {
        production: production.id,
        document: journal.ids.mint(),
        values: difference(&empty, &production),
    }];
    let mut show = Show::new(brief, production);
    commands.extend(episodes(&mut show, journal, titles));
    journal.step(Label::of(show.title(), "nouvelle production", "new production"), commands);
    show
}

/// The first day of rushes.
fn first_day(brief: &Brief, agenda: &Agenda, monday: NaiveDate) -> usize {
    match brief.shot {
        Some(days) => agenda.earlier(agenda.day(monday), days),
        None => agenda.open_from(agenda.day(weeks_from(monday, brief.start))),
    }
}

/// Letters of the title and the year, as accounts like them.
fn code(title: &str, monday: NaiveDate) -> String {
    let letters: String =
        title.chars().filter(|letter| letter.is_ascii_alphabetic()).take(6).collect();
    format!("{}-{}", letters.to_uppercase(), crate::agenda::year(monday) % 100)
}

/// Six episodes with titles, for a series.
fn episodes(show: &mut Show, journal: &mut Journal, titles: &Titles) -> Vec<Command> {
    if show.brief.genre != Genre::Series {
        return Vec::new();
    }
    let mut commands = Vec::new();
    for ((number, title), order) in (1..).zip(&titles.episodes).zip(Order::run(None, 6)) {
        let mut episode = Episode::new(journal.ids.mint());
        episode.order = order;
        episode.number = number;
        episode.title = (*title).to_owned();
        let subject = show.subject(Kind::Episode, episode.id);
        let command = add(subject, &episode);
        if let Command::Add { values, .. } = &command {
            show.plan.apply(&Edit::add(subject, values.clone()));
        }
        show.dues.push(Due { episode: Some(episode.id), date: NaiveDate::default() });
        commands.push(command);
    }
    commands
}

/// Applies the template of the production, dated; the magazine's is of its next issue.
pub(crate) fn lay_out(
    show: &mut Show,
    journal: &mut Journal,
    rules: &Arc<Facility>,
    agenda: &Agenda,
    monday: NaiveDate,
    seed: &mut Seed,
) {
    let brief = show.brief.clone();
    let Some(template) = schedule::template(brief.template) else { return };
    let first = agenda.date(first_day(&brief, agenda, monday));
    let start = weeks_from(first, show.issue * ISSUE_EVERY);
    let anchor = match brief.backward {
        Some(weeks) => Anchor::BackwardFrom(friday(weeks_from(start, weeks))),
        None => Anchor::ForwardFrom(start),
    };
    let mut mint = || journal.ids.raw();
    let plan = &show.plan;
    let Ok(layout) = schedule::lay_out(template, plan, rules, anchor, "fr", &mut mint) else {
        return;
    };
    let issue = show.issue;
    let mut edits: Vec<Edit> = layout.edits;
    edits.retain(|edit| edit.subject.kind != Kind::Production);
    if brief.genre == Genre::Magazine {
        name_issue(&mut edits, issue, start);
    }
    if issue == 0 {
        edits.extend(extras(&edits, show, journal));
    }
    show.take_in(&edits);
    let mut commands: Vec<Command> = edits.into_iter().filter_map(command).collect();
    commands.extend(date(show, start, anchor));
    for work in show.works.iter_mut().filter(|work| work.finished.is_none()) {
        characterise(work, &brief, seed);
    }
    let (fr, en) = match anchor {
        Anchor::ForwardFrom(_) => ("étapes du modèle, en avant", "steps of the template, forward"),
        Anchor::BackwardFrom(_) => {
            ("étapes du modèle, à rebours du PAD", "steps of the template, backward")
        }
    };
    journal.step(Label::of(show.title(), fr, en), commands);
}

/// Weeks from one issue of the magazine to the next.
pub(crate) const ISSUE_EVERY: i64 = 11;

fn command(edit: Edit) -> Option<Command> {
    match edit.change {
        Change::Add(values) => Some(Command::Add { subject: edit.subject, values }),
        Change::Set(values) => Some(Command::Set { subject: edit.subject, values }),
        Change::Delete | Change::Restore => None,
    }
}

/// Groups of an issue carry its number, and its rushes wait for their day.
fn name_issue(edits: &mut [Edit], issue: i64, start: NaiveDate) {
    use model::{FieldValue, Value};
    for edit in edits.iter_mut().filter(|edit| edit.subject.kind == Kind::Task) {
        let Change::Add(values) = &mut edit.change else { continue };
        if values.contains_key("parent") {
            if values.get("step") == Some(&Value::from("rushes")) {
                values.insert("not_before".into(), start.and_time(hour(9)).write());
            }
        } else if let Some(Value::Text(name)) = values.get_mut("name") {
            *name = format!("N° {} – {name}", issue + 41);
        }
    }
}

/// Dates of the production: work from its first rushes on; the delivery comes with the quote.
fn date(show: &mut Show, start: NaiveDate, anchor: Anchor) -> Option<Command> {
    let old = show.production.clone();
    if show.issue == 0 {
        show.production.start = Some(start);
    }
    if let Anchor::BackwardFrom(delivery) = anchor {
        show.production.delivery = Some(delivery);
        let due = Due { episode: None, date: delivery };
        show.dues.retain(|due| due.episode.is_some());
        show.dues.push(due);
    } else {
        show.dues.push(Due { episode: None, date: NaiveDate::default() });
    }
    set(show.subject(Kind::Production, show.production.id), &old, &show.production)
}

/// How much longer or shorter than planned a task takes in truth, and how its days are cut.
fn characterise(work: &mut crate::show::Work, brief: &Brief, seed: &mut Seed) {
    let percent = match work.task.step {
        Step::Edit if brief.key == "film_editing" => 118,
        Step::Edit => seed.between(93, 116),
        Step::SoundEdit | Step::DialogueEdit => seed.between(92, 115),
        Step::Effects => seed.between(95, 112),
        _ => 100,
    };
    let longer = match work.task.step {
        Step::Grading | Step::Mix if work.planned > 8 && seed.chance(25) => 2,
        _ => 0,
    };
    // Half-days are the smallest surprise.
    let truth = (work.planned * percent / 100 + 1) / 2 * 2;
    work.truth = if percent == 100 { work.planned } else { truth.max(2) } + longer;
    if matches!(work.task.step, Step::Rushes | Step::Sync) {
        work.a_day = if brief.shooting.is_some() { 1 } else { 2 };
    }
    work.evening = work.task.step == Step::Mix && brief.key != "film_mixing" && seed.chance(40);
}

/// The Friday of a date's week.
pub(crate) fn friday(date: NaiveDate) -> NaiveDate {
    units::monday(date).checked_add_days(Days::new(4)).unwrap_or(date)
}

/// The dates of the plan are frozen, as the quote or its amendment promises them.
pub(crate) fn take_baseline(
    show: &mut Show,
    journal: &mut Journal,
    agenda: &Agenda,
    today: NaiveDate,
) {
    let number = show.baselines;
    let (fr, en) = if number == 0 {
        ("Devis signé".to_owned(), "Signed quote".to_owned())
    } else {
        (format!("Avenant {number}"), format!("Amendment {number}"))
    };
    let baseline = Baseline {
        number,
        name: fr.clone(),
        taken: Some(today.and_time(hour(17))),
        tasks: show.baseline(agenda),
        ..Baseline::new(journal.ids.mint())
    };
    show.baselines += 1;
    let command = add(show.subject(Kind::Baseline, baseline.id), &baseline);
    journal.step(Label::of(show.title(), &fr, &en), vec![command]);
}
