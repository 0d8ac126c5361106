//! What happened, as it is told on the command line.

use crate::arguments::text;
use crate::console::{Problem, error};
use crate::session::{Session, named};
use clap::ArgMatches;
use model::{Plan, ProductionId, TaskId};
use node::Snapshot;
use schedule::{Event, Resource};
use std::sync::Arc;
use units::{Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, parse_date, parse_date_time};

/// The event of the arguments.
pub(super) fn read(
    session: &Session,
    snapshot: &Snapshot,
    arguments: &ArgMatches,
) -> Result<Event, Problem> {
    Reading { session, snapshot, arguments, kind: text(arguments, "event").unwrap_or_default() }
        .read()
}

struct Reading<'a> {
    session: &'a Session,
    snapshot: &'a Snapshot,
    arguments: &'a ArgMatches,
    kind: &'a str,
}

/// Which end of a day a date stands for.
#[derive(Clone, Copy)]
enum End {
    Midnight,
    MidnightAfter,
    FirstHour,
}

impl Reading<'_> {
    fn read(&self) -> Result<Event, Problem> {
        Ok(match self.kind {
            "rushes-late" => {
                let (production, task) = self.task()?;
                Event::RushesLate { production, task, until: self.moment("until", End::FirstHour)? }
            }
            "notes-late" => {
                let (production, task) = self.task()?;
                Event::NotesLate { production, task, until: self.moment("until", End::FirstHour)? }
            }
            "absent" | "room-down" => Event::Away {
                resource: self.resource()?,
                from: self.moment("from", End::Midnight)?,
                to: self.moment("to", End::MidnightAfter)?,
            },
            "overrun" => {
                let (production, task) = self.task()?;
                Event::Overrun { production, task, remaining: self.work()? }
            }
            "qc-refused" => {
                let (production, task) = self.task()?;
                Event::QcRefused { production, task, work: self.work()? }
            }
            "relock" => {
                let (production, plan) = self.production()?;
                let work = self.work()?;
                let names = self.arguments.get_many::<String>("task").into_iter().flatten();
                let tasks = names.map(|name| Ok((self.named_task(plan, name)?, work)));
                let tasks = tasks.collect::<Result<Vec<_>, Problem>>()?;
                if tasks.is_empty() {
                    return Err(self.missing("task"));
                }
                Event::Relock { production, tasks }
            }
            "delivery-moved" => {
                let (production, plan) = self.production()?;
                let episode = text(self.arguments, "episode").map(|name| {
                    let all = plan.episodes.values();
                    named(name, all.map(|it| (it.id, it.id.0, it.title.as_str())))
                });
                let date = Session::day(self.asked("date")?)?;
                Event::DeliveryMoved { production, episode: episode.transpose()?, date }
            }
            _ => {
                let place = self.asked("clash")?;
                let clash = place.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
                let clash = clash.and_then(|place| self.snapshot.report.clashes.get(place));
                let unknown = || Problem::refused(error("cli-unknown-record").with("name", place));
                Event::Clash(clash.ok_or_else(unknown)?.as_ref().clone())
            }
        })
    }

    fn missing(&self, option: &str) -> Problem {
        let finding = error("cli-replan-missing").with("event", self.kind);
        Problem::usage(finding.with("option", option))
    }

    fn asked(&self, option: &str) -> Result<&str, Problem> {
        text(self.arguments, option).ok_or_else(|| self.missing(option))
    }

    fn production(&self) -> Result<(ProductionId, &Arc<Plan>), Problem> {
        let id = self.session.production(self.snapshot, self.asked("production")?)?;
        let plan = self.snapshot.plans.get(&id);
        plan.map(|plan| (id, plan)).ok_or_else(|| self.missing("production"))
    }

    fn task(&self) -> Result<(ProductionId, TaskId), Problem> {
        let (production, plan) = self.production()?;
        let name = self.arguments.get_many::<String>("task").and_then(|mut all| all.next());
        let name = name.ok_or_else(|| self.missing("task"))?;
        Ok((production, self.named_task(plan, name)?))
    }

    fn named_task(&self, plan: &Plan, name: &str) -> Result<TaskId, Problem> {
        named(name, plan.tasks.values().map(|it| (it.id, it.id.0, it.name.as_str())))
    }

    fn resource(&self) -> Result<Resource, Problem> {
        let source = crate::session::source(self.snapshot);
        let facility = &self.snapshot.facility;
        let rooms = facility.rooms.keys().map(|id| (Resource::Room(*id), source.room(*id)));
        let people = facility.people.keys().map(|id| (Resource::Person(*id), source.person(*id)));
        let machines =
            facility.equipment.keys().map(|id| (Resource::Equipment(*id), source.equipment(*id)));
        let all: Vec<(Resource, String)> = rooms.chain(people).chain(machines).collect();
        let all = all.iter().map(|(it, name)| (*it, it.subject().id, name.as_str()));
        named(self.asked("resource")?, all)
    }

    fn moment(&self, option: &str, end: End) -> Result<NaiveDateTime, Problem> {
        let given = self.asked(option)?;
        let of_day = |date: NaiveDate| match end {
            End::Midnight => Some(date.and_time(NaiveTime::MIN)),
            End::MidnightAfter => Some(date.succ_opt()?.and_time(NaiveTime::MIN)),
            End::FirstHour => {
                let window = self.snapshot.report.time().window(date.weekday());
                Some(date.and_time(window.from))
            }
        };
        let read = parse_date_time(given).or_else(|| parse_date(given).and_then(of_day));
        read.ok_or_else(|| Problem::usage(error("cli-bad-moment").with("text", given)))
    }

    fn work(&self) -> Result<Minutes, Problem> {
        let given = self.asked("work")?;
        let day = self.snapshot.report.time().calendars().day_length();
        let read = i18n::typed::work(given, day).ok();
        read.ok_or_else(|| Problem::usage(error("cli-bad-number").with("text", given)))
    }
}
