//! What is done to bars by hand: what a gesture would come to while it lasts, and the commands once
//! it is meant. Dates snap to half-days of the house, or to a quarter of an hour with Alt.

use super::ahead::Ahead;
use super::cell::link;
use super::chart::{Chart, kind};
use super::links;
use crate::desktop::{Axis, Scene};
use i18n::{Value, key};
use model::{Command, FieldValue, Kind, LinkId, Subject, TaskId, Values};
use schedule::WorkCalendar;
use ui_kit::timeline::{Edge, Gesture, Key, Preview};
use units::{Minutes, Tick, TickRange};
use views::{TaskDatesView, TaskView};

/// How far from a place a half-day is looked for.
const REACH: Minutes = Minutes::hours(24 * 10);

/// The least work a bar can be drawn to.
const LEAST_WORK: Minutes = Minutes(15);

/// What a gesture comes to.
struct Meant {
    commands: Vec<Command>,
    ghosts: Vec<(Key, f64, f64)>,
    title: String,
    remark: String,
}

/// A gesture that cannot be done, and why.
struct Refused {
    title: String,
    why: String,
}

/// Works out gestures on a chart.
pub(super) struct Hand<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) chart: &'a Chart,
    /// The identifier of a dependency that is drawn.
    pub(super) link: LinkId,
}

impl Hand<'_> {
    /// What is told of a gesture while it lasts.
    pub(super) fn preview(&self, ahead: &mut Ahead, gesture: &Gesture, free: bool) -> Preview {
        match self.meant(gesture, free) {
            None => Preview::default(),
            Some(Err(refused)) => Preview {
                title: refused.title,
                detail: refused.why,
                refused: true,
                ..Preview::default()
            },
            Some(Ok(meant)) => {
                let first = meant.commands.first();
                let told = first.map(|first| ahead.tell(self.scene, self.chart, first));
                let told = told.unwrap_or_default();
                let parts = [meant.remark, told.words];
                let parts: Vec<String> =
                    parts.into_iter().filter(|part| !part.is_empty()).collect();
                Preview {
                    ghosts: meant.ghosts,
                    title: meant.title,
                    detail: parts.join(" · "),
                    clash: told.clash,
                    refused: false,
                }
            }
        }
    }

    /// The commands of a gesture that has ended; none if it means nothing.
    pub(super) fn commands(&self, gesture: &Gesture, free: bool) -> Vec<Command> {
        match self.meant(gesture, free) {
            Some(Ok(meant)) => meant.commands,
            Some(Err(_)) | None => Vec::new(),
        }
    }

    fn meant(&self, gesture: &Gesture, free: bool) -> Option<Result<Meant, Refused>> {
        match gesture {
            Gesture::Move { grasped, bars, by, .. } => self.moved(*grasped, bars, *by, free),
            Gesture::Resize { bar, edge: Edge::End, to } => self.lengthened(*bar, *to, free),
            Gesture::Resize { bar, edge: Edge::Start, to } => self.begun_at(*bar, *to, free),
            Gesture::Tie { from, from_edge, to, to_edge } => {
                Some(self.tied((*from, *from_edge), (*to, *to_edge)))
            }
            Gesture::Create { .. } => None,
        }
    }

    fn task(&self, key: Key) -> Option<(&TaskView, &TaskDatesView)> {
        let task = self.chart.task(TaskId(model::RawId(key)))?;
        Some((task, task.dates.as_ref()?))
    }

    fn axis(&self) -> &Axis {
        &self.chart.wanted.axis
    }

    fn house(&self) -> &WorkCalendar {
        self.scene.snapshot.report.time().house()
    }

    fn tick(&self, moment: views::Moment) -> Tick {
        self.scene.snapshot.report.time().tick(moment.at)
    }

    fn moved(
        &self,
        grasped: Key,
        bars: &[Key],
        by: f64,
        free: bool,
    ) -> Option<Result<Meant, Refused>> {
        let (led, dates) = self.task(grasped)?;
        if let Some(refused) = self.begun(led) {
            return Some(Err(refused));
        }
        let from = self.tick(dates.start);
        let wanted = self.axis().tick(self.axis().position(from) + by);
        let to = self.snapped(wanted, free, Edge::Start);
        if to == from {
            return None;
        }
        let house = self.house();
        let shift = signed(house, from, to);
        let mut meant = Meant {
            commands: Vec::new(),
            ghosts: Vec::new(),
            title: String::new(),
            remark: self.sessions(led),
        };
        for key in bars {
            let Some((task, dates)) =
                self.task(*key).filter(|(task, _)| self.begun(task).is_none())
            else {
                continue;
            };
            let (start, finish) = (self.tick(dates.start), self.tick(dates.finish));
            let start_now = if *key == grasped { to } else { advanced(house, start, shift) };
            let finish_now = house.advance(start_now, house.work_between(start, finish));
            let place = |tick| self.axis().position(tick);
            meant.ghosts.push((*key, place(start_now), place(finish_now)));
            let time = self.scene.snapshot.report.time();
            if *key == grasped {
                let dates =
                    self.scene.messages.range(time.civil(start_now), time.civil(finish_now));
                meant.title = format!("{} — {dates}", task.name);
            }
            let command = Command::MoveTask {
                production: self.chart.wanted.production,
                task: task.id,
                start: time.civil(start_now),
            };
            // The one that was grasped comes first: what becomes of the delivery is told of it.
            let place = if *key == grasped { 0 } else { meant.commands.len() };
            meant.commands.insert(place, command);
        }
        Some(Ok(meant))
    }

    /// The end of a bar is drawn: more or less work.
    fn lengthened(&self, key: Key, to: f64, free: bool) -> Option<Result<Meant, Refused>> {
        let (task, dates) = self.task(key)?;
        if task.milestone || task.group {
            return None;
        }
        let (start, finish) = (self.tick(dates.start), self.tick(dates.finish));
        let end = self.snapped(self.axis().tick(to), free, Edge::End).max(start);
        let work = (task.work + signed(self.house(), finish, end)).max(LEAST_WORK);
        if work == task.work {
            return None;
        }
        Some(Ok(self.worked(task, work, (start, end))))
    }

    fn worked(&self, task: &TaskView, work: Minutes, (start, end): (Tick, Tick)) -> Meant {
        let mut values = Values::from([("work".to_owned(), work.write())]);
        let plan = self.scene.snapshot.plans.get(&self.chart.wanted.production);
        let stated = plan.and_then(|plan| plan.tasks.get(&task.id)?.remaining);
        if let Some(remaining) = stated {
            let remaining = (remaining + (work - task.work)).max(Minutes::ZERO);
            values.insert("remaining".to_owned(), remaining.write());
        }
        let subject = Subject::planned(self.chart.wanted.production, Kind::Task, task.id);
        let day = self.scene.source().day();
        let say = |work| self.scene.messages.work(work, day);
        let place = |tick| self.axis().position(tick);
        Meant {
            commands: vec![Command::Set { subject, values }],
            ghosts: vec![(task.id.0.0, place(start), place(end))],
            title: format!("{} — {} → {}", task.name, say(task.work), say(work)),
            remark: String::new(),
        }
    }

    /// The start of a bar is drawn: it begins then, and ends when it did.
    fn begun_at(&self, key: Key, to: f64, free: bool) -> Option<Result<Meant, Refused>> {
        let (task, dates) = self.task(key)?;
        if let Some(refused) = self.begun(task) {
            return Some(Err(refused));
        }
        let sessions = self.chart.line(task.id).map_or(0, |line| line.sessions.len());
        if sessions > 0 {
            let why = self.scene.say(key::DESKTOP_PRODUCTION_SESSIONS_DECIDE);
            return Some(Err(Refused { title: task.name.clone(), why }));
        }
        let (start, finish) = (self.tick(dates.start), self.tick(dates.finish));
        let begin = self.snapped(self.axis().tick(to), free, Edge::Start).min(finish);
        let work = self.house().work_between(begin, finish).max(LEAST_WORK);
        if begin == start || task.milestone {
            return None;
        }
        let mut meant = self.worked(task, work, (begin, finish));
        let production = self.chart.wanted.production;
        let begin = self.scene.snapshot.report.time().civil(begin);
        meant.commands.insert(0, Command::MoveTask { production, task: task.id, start: begin });
        Some(Ok(meant))
    }

    fn tied(&self, from: (Key, Edge), to: (Key, Edge)) -> Result<Meant, Refused> {
        let ids = (TaskId(model::RawId(from.0)), TaskId(model::RawId(to.0)));
        let name = |id| self.chart.task(id).map(|task| task.name.as_str()).unwrap_or_default();
        let title = format!("{} → {}", name(ids.0), name(ids.1));
        if let Some(why) = links::refusal(self.scene, self.chart, ids.0, ids.1, &[]) {
            return Err(Refused { title, why });
        }
        let kind = kind(from.1, to.1);
        let remark = self.scene.messages.choice(Kind::Link, "kind", model::Choice::key(&kind));
        let production = self.chart.wanted.production;
        let command = link(production, self.link, ids.0, ids.1, kind, model::Lag::ZERO);
        Ok(Meant { commands: vec![command], ghosts: Vec::new(), title, remark })
    }

    /// What is begun or finished is not moved any more.
    fn begun(&self, task: &TaskView) -> Option<Refused> {
        let start = task.actual_start.or(task.actual_finish)?;
        let values = [("moment", Value::DateTime(start.at))];
        let why = self.scene.say_with(key::DESKTOP_PRODUCTION_IS_BEGUN, &values);
        Some(Refused { title: task.name.clone(), why })
    }

    /// That sessions go along.
    fn sessions(&self, task: &TaskView) -> String {
        let count = self.chart.line(task.id).map_or(0, |line| line.sessions.len());
        if count == 0 {
            return String::new();
        }
        let count = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        self.scene.say_with(key::DESKTOP_PRODUCTION_SESSIONS_FOLLOW, &[("count", count)])
    }

    /// The nearest start or end of a half-day of the house; with Alt, of a quarter of an hour.
    fn snapped(&self, wanted: Tick, free: bool, edge: Edge) -> Tick {
        let house = self.house();
        if free {
            let quarter = Tick((wanted.0 + 7).div_euclid(15) * 15);
            return match edge {
                Edge::Start => house.next_working(quarter).unwrap_or(quarter),
                Edge::End => house.previous_working(quarter).unwrap_or(quarter),
            };
        }
        let near = house.stretches_in(TickRange::new(wanted - REACH, wanted + REACH));
        let ends = near.map(|stretch| match edge {
            Edge::Start => stretch.start,
            Edge::End => stretch.end,
        });
        ends.min_by_key(|tick| (tick.0 - wanted.0).abs()).unwrap_or(wanted)
    }
}

/// Working time from one tick to another; negative if the other comes first.
fn signed(house: &WorkCalendar, from: Tick, to: Tick) -> Minutes {
    if to < from { -house.work_between(to, from) } else { house.work_between(from, to) }
}

fn advanced(house: &WorkCalendar, from: Tick, by: Minutes) -> Tick {
    if by.is_negative() {
        let back = house.retreat(from, -by);
        house.next_working(back).unwrap_or(back)
    } else {
        let on = house.advance(from, by);
        house.next_working(on).unwrap_or(on)
    }
}
