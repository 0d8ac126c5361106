//! What is typed into a cell of the list, understood: the commands it comes to, and in words what
//! they will do; or what is wrong with it.

use super::chart::Chart;
use super::columns::Column;
use super::links;
use super::steps::edits;
use crate::desktop::Scene;
use i18n::typed::{self, TypedError};
use i18n::{Value as Say, key};
use model::{
    Command, FieldValue, Kind, Lag, Link, LinkId, LinkKind, Plan, ProductionId, Record, Step,
    Subject, TaskId, Value, Values,
};
use schedule::templates;
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{MAX_NAME_CHARS, Minutes, NaiveDateTime, clean_name};
use views::{Predecessor, TaskView};

/// What a typed text comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meaning {
    /// The commands; none if nothing changes.
    pub(super) commands: Vec<Command>,
    /// What they will do, where the text alone does not say it.
    pub(super) echo: String,
}

/// What is wrong with a typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// What is wrong.
    pub(super) text: String,
    /// What can be typed instead.
    pub(super) hint: String,
}

/// A cell in whose terms a text is understood.
pub(super) struct Cell<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) chart: &'a Chart,
    pub(super) task: &'a TaskView,
    pub(super) column: Column,
}

impl Cell<'_> {
    /// What is in the cell in the form in which it can be typed again.
    pub(super) fn typed_form(&self) -> String {
        let (messages, day) = (self.scene.messages, self.day());
        let dates = self.task.dates.as_ref();
        let date = |moment: Option<views::Moment>| {
            moment.map(|moment| messages.date(moment.at.date())).unwrap_or_default()
        };
        match self.column {
            Column::Work if self.task.milestone => "0".to_owned(),
            Column::Work => messages.work(self.task.work, day),
            Column::Remaining => messages.work(self.task.remaining, day),
            Column::Start => date(dates.map(|dates| dates.start)),
            Column::Finish => date(dates.map(|dates| dates.finish)),
            Column::Deadline => date(self.task.deadline),
            column => self.chart.text(self.task.id, column).to_owned(),
        }
    }

    /// May something be typed into it? Groups have no work and wait for nobody's hand.
    pub(super) fn is_typed(&self) -> bool {
        let own = !self.task.group;
        match self.column {
            Column::Work | Column::Remaining | Column::Finish => own,
            Column::Predecessors => true,
            column => column.is_typed(),
        }
    }

    /// What a text comes to.
    pub(super) fn understand(&self, text: &str) -> Result<Meaning, Problem> {
        let read = match self.column {
            Column::Name => return self.name(text),
            Column::Work => self.work(text),
            Column::Remaining => self.remaining(text),
            Column::Start => return self.start(text),
            Column::Finish => return self.finish(text),
            Column::Deadline => self.deadline(text),
            Column::Predecessors => return self.predecessors(text),
            _ => Ok(Meaning::default()),
        };
        read.map_err(|error| self.problem(&error))
    }

    fn problem(&self, error: &TypedError) -> Problem {
        let messages = self.scene.messages;
        Problem { text: messages.typed_error(error), hint: messages.typed_hint(error) }
    }

    fn day(&self) -> Minutes {
        self.scene.source().day()
    }

    fn production(&self) -> ProductionId {
        self.chart.wanted.production
    }

    fn set(&self, values: Values) -> Vec<Command> {
        let subject = Subject::planned(self.production(), Kind::Task, self.task.id);
        vec![Command::Set { subject, values }]
    }

    fn change<const N: usize>(&self, values: [(&str, Value); N]) -> Vec<Command> {
        self.set(values.map(|(key, value)| (key.to_owned(), value)).into())
    }

    fn name(&self, text: &str) -> Result<Meaning, Problem> {
        let name = clean_name(text);
        let problem = |key, hint| Problem { text: self.scene.say(key), hint };
        if name.is_empty() {
            let hint = self.scene.say(key::DESKTOP_PRODUCTION_NAME_MISSING_HINT);
            return Err(problem(key::DESKTOP_PRODUCTION_NAME_MISSING, hint));
        }
        if name.chars().count() > MAX_NAME_CHARS {
            return Err(problem(key::DESKTOP_PRODUCTION_NAME_TOO_LONG, String::new()));
        }
        if name == self.task.name {
            return Ok(Meaning::default());
        }
        let mut values = Values::from([("name".to_owned(), Value::from(name.as_str()))]);
        if self.task.step == Step::General && !self.task.group {
            values.extend(habits(&name));
        }
        Ok(Meaning { commands: self.set(values), echo: String::new() })
    }

    /// Planned work; none makes a milestone.
    fn work(&self, text: &str) -> Result<Meaning, TypedError> {
        let work = typed::work(text, self.day())?;
        let milestone = work == Minutes::ZERO;
        if work == self.task.work && milestone == self.task.milestone {
            return Ok(Meaning::default());
        }
        let echo = if milestone {
            self.scene.say(key::DESKTOP_PRODUCTION_ECHO_MILESTONE)
        } else {
            self.scene.messages.work(work, self.day())
        };
        let mut values = Values::from([("work".to_owned(), work.write())]);
        if milestone != self.task.milestone {
            values.insert("milestone".to_owned(), milestone.write());
        }
        Ok(Meaning { commands: self.set(values), echo })
    }

    /// Work that remains; an empty cell is the planned work again.
    fn remaining(&self, text: &str) -> Result<Meaning, TypedError> {
        if text.trim().is_empty() {
            return Ok(Meaning {
                commands: self.change([("remaining", Value::Nothing)]),
                echo: self.scene.say(key::DESKTOP_PRODUCTION_ECHO_REMAINING_AS_PLANNED),
            });
        }
        let remaining = typed::work(text, self.day())?;
        if remaining == self.task.remaining {
            return Ok(Meaning::default());
        }
        let echo = self.scene.messages.work(remaining, self.day());
        Ok(Meaning { commands: self.change([("remaining", remaining.write())]), echo })
    }

    /// A moment as typed; `+3j` counts from what the cell says.
    fn moment(
        &self,
        text: &str,
        from: Option<NaiveDateTime>,
        usual: units::NaiveTime,
    ) -> Result<NaiveDateTime, TypedError> {
        let relative = text.trim_start().starts_with(['+', '-', '\u{2212}']);
        let today = self.scene.today();
        let today = from.map(|from| from.date()).filter(|_| relative).unwrap_or(today);
        typed::date_time(text, today, usual, self.scene.messages.language())
    }

    /// When work begins: what lies behind has happened, what lies ahead is not to begin before.
    fn start(&self, text: &str) -> Result<Meaning, Problem> {
        let begun = self.task.actual_start.is_some();
        if text.trim().is_empty() {
            let field = if begun { "actual_start" } else { "not_before" };
            return Ok(Meaning {
                commands: self.change([(field, Value::Nothing)]),
                echo: self.scene.say(key::DESKTOP_PRODUCTION_ECHO_NO_DATE),
            });
        }
        let planned = self.task.dates.as_ref().map(|dates| dates.start.at);
        let source = self.scene.source();
        let usual = |date| source.time().window(units::Datelike::weekday(&date)).from;
        let morning = usual(self.scene.today());
        let at = self.moment(text, planned, morning).map_err(|error| self.problem(&error))?;
        if planned.is_some_and(|planned| planned.date() == at.date() && at.time() == morning) {
            return Ok(Meaning::default());
        }
        let when = [("moment", Say::DateTime(at))];
        if begun || (at.date() < self.scene.today() && !self.task.group) {
            return Ok(Meaning {
                commands: self.change([("actual_start", at.write())]),
                echo: self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_BEGUN, &when),
            });
        }
        let (production, task) = (self.production(), self.task.id);
        let sessions = self.chart.line(task).map_or(0, |line| line.sessions.len());
        let echo = if sessions > 0 {
            let count = Say::Integer(i64::try_from(sessions).unwrap_or(i64::MAX));
            let values = [("moment", Say::DateTime(at)), ("count", count)];
            self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_MOVED, &values)
        } else {
            self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_NOT_BEFORE, &when)
        };
        let commands = if self.task.dates.is_some() {
            vec![Command::MoveTask { production, task, start: at }]
        } else {
            self.change([("not_before", at.write())])
        };
        Ok(Meaning { commands, echo })
    }

    /// When work ends: what lies behind has happened; ahead, as much work as there is until then.
    fn finish(&self, text: &str) -> Result<Meaning, Problem> {
        if text.trim().is_empty() {
            return Ok(Meaning {
                commands: self.change([("actual_finish", Value::Nothing)]),
                echo: self.scene.say(key::DESKTOP_PRODUCTION_ECHO_NO_DATE),
            });
        }
        let dates = self.task.dates.as_ref();
        let planned = dates.map(|dates| dates.finish.at);
        let source = self.scene.source();
        let evening = source.time().window(units::Datelike::weekday(&self.scene.today())).to;
        let at = self.moment(text, planned, evening).map_err(|error| self.problem(&error))?;
        if planned.is_some_and(|planned| planned.date() == at.date() && at.time() == evening) {
            return Ok(Meaning::default());
        }
        let when = [("moment", Say::DateTime(at))];
        if at.date() < self.scene.today() || self.task.actual_finish.is_some() {
            let mut values = Values::from([("actual_finish".to_owned(), at.write())]);
            if let (None, Some(dates)) = (self.task.actual_start, dates) {
                let start = dates.start.at.min(at);
                values.insert("actual_start".to_owned(), start.write());
            }
            return Ok(Meaning {
                commands: self.set(values),
                echo: self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_FINISHED, &when),
            });
        }
        let Some(start) = dates.map(|dates| dates.start.at).filter(|start| *start < at) else {
            let start = dates.map(|dates| dates.start.at).unwrap_or(at);
            let values = [("moment", Say::DateTime(start))];
            return Err(Problem {
                text: self.scene.say_with(key::DESKTOP_PRODUCTION_BEFORE_START, &values),
                hint: self.scene.say(key::DESKTOP_PRODUCTION_BEFORE_START_HINT),
            });
        };
        let time = source.time();
        let work = time.house().work_between(time.tick(start), time.tick(at));
        let text = self.scene.messages.work(work, self.day());
        let values = [("work", Say::Text(&text)), ("moment", Say::DateTime(at))];
        let milestone = work == Minutes::ZERO;
        let commands = self.change([("work", work.write()), ("milestone", milestone.write())]);
        let echo = self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_UNTIL, &values);
        Ok(Meaning { commands, echo })
    }

    fn deadline(&self, text: &str) -> Result<Meaning, TypedError> {
        if text.trim().is_empty() {
            return Ok(Meaning {
                commands: self.change([("deadline", Value::Nothing)]),
                echo: self.scene.say(key::DESKTOP_PRODUCTION_ECHO_NO_DATE),
            });
        }
        let known = self.task.deadline.map(|deadline| deadline.at);
        let source = self.scene.source();
        let evening = source.time().window(units::Datelike::weekday(&self.scene.today())).to;
        let at = self.moment(text, known, evening)?;
        if known.is_some_and(|known| known.date() == at.date() && at.time() == evening) {
            return Ok(Meaning::default());
        }
        let when = [("moment", Say::DateTime(at))];
        let echo = self.scene.say_with(key::DESKTOP_PRODUCTION_ECHO_DEADLINE, &when);
        Ok(Meaning { commands: self.change([("deadline", at.write())]), echo })
    }

    fn predecessors(&self, text: &str) -> Result<Meaning, Problem> {
        let numbers = |number: usize| self.chart.numbered(number);
        let wanted = typed::predecessors(text, &numbers, self.day());
        let wanted = wanted.map_err(|error| self.problem(&error))?;
        let refusal = |(from, _, _): &Predecessor| {
            links::refusal(self.scene, self.chart, *from, self.task.id, &[])
        };
        if let Some(text) = wanted.iter().find_map(refusal) {
            let hint = self.scene.say(key::DESKTOP_PRODUCTION_CYCLE_HINT);
            return Err(Problem { text, hint });
        }
        let known: Vec<(LinkId, Predecessor)> =
            self.chart.line(self.task.id).map(|line| line.predecessors.clone()).unwrap_or_default();
        let commands = link_commands(self.production(), self.task.id, &known, &wanted, &mut || {
            LinkId(self.scene.new_id())
        });
        Ok(Meaning { echo: self.names(&wanted), commands })
    }

    /// The names of what is waited for: numbers alone are easily mistaken.
    fn names(&self, wanted: &[Predecessor]) -> String {
        let names = wanted.iter().filter_map(|(task, _, _)| self.chart.task(*task));
        names.map(|task| task.name.as_str()).collect::<Vec<_>>().join(" · ")
    }
}

/// Step, room and function that go with a name, from the habits of the trade.
pub(super) fn habits(name: &str) -> Values {
    let step = interchange::step_named(name);
    if step == Step::General {
        return Values::new();
    }
    let of_step = templates().iter().flat_map(|it| &it.steps).find(|known| known.step == step);
    let mut values = Values::from([("step".to_owned(), Value::from(model::Choice::key(&step)))]);
    if let Some(known) = of_step {
        if let Some(kind) = &known.room {
            values.insert("room_kind".to_owned(), Value::from(model::Choice::key(kind)));
        }
        if let Some(function) = &known.function {
            values.insert("function".to_owned(), Value::from(function.as_str()));
        }
    }
    values
}

/// The commands that make a task wait for these and no others. A dependency on the same task is
/// kept, with other ends or another lag if it has them: it may say more, such as a maximum.
pub(super) fn link_commands(
    production: ProductionId,
    to: TaskId,
    known: &[(LinkId, Predecessor)],
    wanted: &[Predecessor],
    new_id: &mut dyn FnMut() -> LinkId,
) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut kept: BTreeSet<LinkId> = BTreeSet::new();
    let mut added = Vec::new();
    for (from, kind, lag) in wanted {
        let same = known
            .iter()
            .find(|(id, (other, ends, _))| !kept.contains(id) && (other, ends) == (from, kind));
        match same {
            Some((id, (_, _, before))) => {
                kept.insert(*id);
                if before != lag {
                    let subject = Subject::planned(production, Kind::Link, *id);
                    let values = Values::from([("lag".to_owned(), lag.write())]);
                    commands.push(Command::Set { subject, values });
                }
            }
            None => added.push((*from, kind.clone(), *lag)),
        }
    }
    added.retain(|(from, kind, lag)| {
        let same = known.iter().find(|(id, (other, ..))| !kept.contains(id) && other == from);
        let Some((id, _)) = same else { return true };
        kept.insert(*id);
        let subject = Subject::planned(production, Kind::Link, *id);
        let values = [
            ("kind".to_owned(), Value::from(model::Choice::key(kind))),
            ("lag".to_owned(), lag.write()),
        ];
        commands.push(Command::Set { subject, values: values.into() });
        false
    });
    for (id, _) in known.iter().filter(|(id, _)| !kept.contains(id)) {
        commands.push(Command::Delete { subject: Subject::planned(production, Kind::Link, *id) });
    }
    for (from, kind, lag) in added {
        commands.push(link(production, new_id(), from, to, kind, lag));
    }
    commands
}

/// The command of a new dependency.
pub(super) fn link(
    production: ProductionId,
    id: LinkId,
    from: TaskId,
    to: TaskId,
    kind: LinkKind,
    lag: Lag,
) -> Command {
    let link = Link { from: Some(from), to: Some(to), kind, lag, ..Link::new(id) };
    let values = link.filled_values();
    Command::Add { subject: Subject::planned(production, Kind::Link, id), values }
}

/// A plan as commands would make it, as far as they are plain edits.
pub(super) fn with(plan: &Arc<Plan>, commands: &[Command]) -> Arc<Plan> {
    let mut changed = plan.as_ref().clone();
    for edit in edits(commands) {
        changed.apply(&edit);
    }
    Arc::new(changed)
}
