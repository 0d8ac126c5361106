//! The records a template becomes: episodes, groups, tasks, dependencies.

use super::floors::days;
use super::{Template, TemplateLag, TemplateLink, TemplateStep};
use crate::calendars::Calendars;
use model::{
    Edit, Episode, EpisodeId, Kind, Lag, Link, LinkId, Order, Plan, RawId, Record, Subject, Task,
    TaskId, Values,
};
use std::collections::BTreeMap;
use units::{Decimal, Minutes, NaiveTime, Percent};

/// An episode that gets tasks.
struct Target {
    id: EpisodeId,
    number: i64,
}

/// Records in the making.
pub(super) struct Draft<'a> {
    template: &'a Template,
    plan: &'a Plan,
    calendars: &'a Calendars,
    language: &'a str,
    new_id: &'a mut dyn FnMut() -> RawId,
    /// What has been made.
    pub(super) edits: Vec<Edit>,
    episodes: Vec<Target>,
    tasks: Vec<Task>,
    /// Tasks by place of their episode (none for the whole production) and key of their step.
    made: BTreeMap<(Option<usize>, &'a str), TaskId>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        template: &'a Template,
        plan: &'a Plan,
        calendars: &'a Calendars,
        language: &'a str,
        new_id: &'a mut dyn FnMut() -> RawId,
    ) -> Self {
        Self {
            template,
            plan,
            calendars,
            language,
            new_id,
            edits: Vec::new(),
            episodes: Vec::new(),
            tasks: Vec::new(),
            made: BTreeMap::new(),
        }
    }

    /// Makes everything.
    pub(super) fn run(&mut self) {
        match &self.template.episodes {
            Some(_) => {
                self.find_or_make_episodes();
                self.series();
            }
            None => self.families(),
        }
        self.finish_tasks();
        self.links();
    }

    /// The episodes of the production by number; new ones if it has none.
    fn find_or_make_episodes(&mut self) {
        let mut found: Vec<&Episode> = self.plan.episodes.values().map(AsRef::as_ref).collect();
        found.sort_by_key(|episode| (episode.number, episode.id));
        self.episodes = found.iter().map(|it| Target { id: it.id, number: it.number }).collect();
        if !self.episodes.is_empty() {
            return;
        }
        let count = self.template.episodes.as_ref().map_or(0, |episodes| episodes.count);
        for (number, order) in (1..).zip(Order::run(None, count)) {
            let id = EpisodeId((self.new_id)());
            self.episodes.push(Target { id, number });
            self.add(
                Kind::Episode,
                &Episode { order, number, ..Episode::new(id) },
                &Episode::new(id),
            );
        }
    }

    /// A group per episode; steps of the whole series stand before or after them.
    fn series(&mut self) {
        let template = self.template;
        let is_repeated = |step: &TemplateStep| !step.once;
        let first = template.steps.iter().position(is_repeated).unwrap_or(template.steps.len());
        let (before, rest) = template.steps.split_at(first);
        for step in before {
            self.task(step, None, None);
        }
        let names = template.episodes.as_ref().map(|episodes| &episodes.names);
        for place in 0..self.episodes.len() {
            let Some(target) = self.episodes.get(place) else { continue };
            let id = TaskId((self.new_id)());
            let name = names.map_or("", |names| names.in_language(self.language));
            let name = name.replace("{episode}", &target.number.to_string());
            self.tasks.push(Task { name, episode: Some(target.id), ..Task::new(id) });
            for step in rest.iter().filter(|step| is_repeated(step)) {
                self.task(step, Some(place), Some(id));
            }
        }
        for step in rest.iter().filter(|step| step.once) {
            self.task(step, None, None);
        }
    }

    /// A group per family of steps, in the order in which the families first appear.
    fn families(&mut self) {
        let template = self.template;
        let mut families = Vec::new();
        for family in template.steps.iter().map(|step| step.step.family()) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        for family in families {
            let id = TaskId((self.new_id)());
            let names = template.groups.get(family.key());
            let name = names.map_or("", |names| names.in_language(self.language)).to_owned();
            self.tasks.push(Task { name, ..Task::new(id) });
            for step in template.steps.iter().filter(|step| step.step.family() == family) {
                self.task(step, None, Some(id));
            }
        }
    }

    fn task(&mut self, step: &'a TemplateStep, place: Option<usize>, parent: Option<TaskId>) {
        let id = TaskId((self.new_id)());
        let target = place.and_then(|place| self.episodes.get(place));
        let number = target.map_or(String::new(), |target| target.number.to_string());
        let same_as = step.same_as.as_ref().map(|word| word.replace("{episode}", &number));
        self.tasks.push(Task {
            name: step.names.in_language(self.language).to_owned(),
            step: step.step.clone(),
            episode: target.map(|target| target.id),
            parent,
            milestone: step.milestone,
            work: self.work(step),
            split: step.split.clone(),
            room_kind: step.room.clone(),
            capabilities: step.needs.clone(),
            function: step.function.clone(),
            same_as,
            ..Task::new(id)
        });
        self.made.insert((place, step.key.as_str()), id);
    }

    /// The typical work, or so much per day of shooting if the production is shot on known days.
    fn work(&self, step: &TemplateStep) -> Minutes {
        let production = &self.plan.production;
        let shooting = production.shooting_start.zip(production.shooting_end);
        let by_shooting = step.per_shooting_day.zip(shooting).map(|(per_day, (first, last))| {
            let zone = self.calendars.zone();
            let start = zone.tick(first.and_time(NaiveTime::MIN));
            let after = last.succ_opt().unwrap_or(last);
            let end = zone.tick(after.and_time(NaiveTime::MIN));
            let shot = self.calendars.house().free.work_between(start, end);
            Percent(per_day.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default()).of(shot)
        });
        // Shooting beyond the calendars, or on holidays only, says nothing.
        by_shooting
            .filter(|work| work.is_positive())
            .unwrap_or_else(|| days(step.typical, self.calendars.day_length()))
    }

    /// Gives the tasks their places behind those of the plan.
    fn finish_tasks(&mut self) {
        let last = self.plan.tasks.values().map(|task| &task.order).max();
        let tasks = std::mem::take(&mut self.tasks);
        for (task, order) in tasks.iter().zip(Order::run(last, tasks.len())) {
            self.add(Kind::Task, &Task { order, ..task.clone() }, &Task::new(task.id));
        }
    }

    fn links(&mut self) {
        let template = self.template;
        let places: Vec<usize> = (0..self.episodes.len()).collect();
        for step in &template.steps {
            let own: Vec<Option<usize>> = if step.once || template.episodes.is_none() {
                vec![None]
            } else {
                places.iter().copied().map(Some).collect()
            };
            for place in own {
                for link in &step.after {
                    self.link(step, place, link);
                }
                let before = place.and_then(|place| place.checked_sub(1));
                for link in step.previous.iter().filter(|_| before.is_some()) {
                    self.tie(before, link, (place, step.key.as_str()));
                }
            }
        }
    }

    /// A dependency within an episode, on a step of the series, or of one on all episodes.
    fn link(&mut self, step: &'a TemplateStep, place: Option<usize>, link: &'a TemplateLink) {
        let from_once = self.template.step(&link.from).is_some_and(|from| from.once);
        let to = (place, step.key.as_str());
        if from_once {
            self.tie(None, link, to);
        } else if place.is_none() && self.template.episodes.is_some() {
            for from in 0..self.episodes.len() {
                self.tie(Some(from), link, to);
            }
        } else {
            self.tie(place, link, to);
        }
    }

    fn tie(&mut self, from: Option<usize>, link: &'a TemplateLink, to: (Option<usize>, &'a str)) {
        let from = self.made.get(&(from, link.from.as_str())).copied();
        let to = self.made.get(&to).copied();
        if from.is_none() || to.is_none() {
            return;
        }
        let day = self.calendars.day_length();
        let written = |lag| match lag {
            TemplateLag::Days(count) => Lag::Working(days(count, day)),
            TemplateLag::Share(percent) => Lag::Share(percent),
        };
        let (lag, most) = (written(link.lag), link.most.map(written));
        let id = LinkId((self.new_id)());
        let record = Link { from, to, kind: link.kind.clone(), lag, most, ..Link::new(id) };
        self.add(Kind::Link, &record, &Link::new(id));
    }

    /// Adds a record; fields that say no more than an empty one are not written.
    fn add<T: Record>(&mut self, kind: Kind, record: &T, empty: &T) {
        let absent = empty.to_values();
        let values: Values = record
            .to_values()
            .into_iter()
            .filter(|(key, value)| absent.get(key) != Some(value))
            .collect();
        let subject = Subject::planned(self.plan.production.id, kind, record.raw_id());
        self.edits.push(Edit::add(subject, values));
    }
}
