//! The history: day by day, what a coordinator would have entered, from the founding of the house
//! to the Friday before the scripted week.

use crate::agenda::{Agenda, Day, weeks_from};
use crate::allocate::SLOTS_A_DAY;
use crate::facility::Premises;
use crate::journal::{Journal, hour, set};
use crate::people::Team;
use crate::planning::Desk;
use crate::production::{ISSUE_EVERY, create, friday, lay_out, take_baseline};
use crate::progress;
use crate::script::Label;
use crate::seed::Seed;
use crate::show::Show;
use crate::titles::Titles;
use model::{Command, Facility, Genre, Kind, Production, ProductionState, Step, Subject, Task};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, Days, Minutes, NaiveDate, Weekday, Zone};

/// Weeks before the first rushes in which a production comes in.
const LEAD: i64 = 4;

/// Everything while it happens.
pub(crate) struct Story<'a> {
    pub(crate) journal: Journal,
    pub(crate) agenda: Agenda,
    pub(crate) team: &'a Team,
    pub(crate) premises: &'a Premises,
    pub(crate) shows: Vec<Show>,
    pub(crate) seed: Seed,
    pub(crate) titles: Titles,
    /// The Monday of the scripted week.
    pub(crate) monday: NaiveDate,
    /// Absences not written yet, the last to be told first.
    pub(crate) absences: Vec<(NaiveDate, Command)>,
}

impl Story<'_> {
    /// From the first day to the Friday before the scripted week.
    pub(crate) fn tell(&mut self) {
        let mut briefs = crate::briefs::briefs();
        let end = self.agenda.day(self.monday);
        for day in 0..end {
            let date = self.agenda.date(day);
            if date.weekday() == Weekday::Mon {
                self.journal.advance_to(date, 9);
                self.tell_absences(date);
                let (now, later): (Vec<_>, Vec<_>) = briefs
                    .into_iter()
                    .partition(|brief| weeks_from(self.monday, brief.start - LEAD) <= date);
                briefs = later;
                for brief in now {
                    self.welcome(brief, day);
                }
            }
            if self.agenda.is_open(day) {
                self.live(day);
            }
        }
    }

    /// Absences of the next months.
    fn tell_absences(&mut self, date: NaiveDate) {
        let until = weeks_from(date, 20);
        let mut commands = Vec::new();
        while self.absences.last().is_some_and(|(start, _)| *start <= until) {
            commands.extend(self.absences.pop().map(|(_, command)| command));
        }
        self.journal.step(Label::new("Congés et fermetures", "Absences and closures"), commands);
    }

    /// A production comes in and is planned.
    fn welcome(&mut self, brief: crate::briefs::Brief, day: Day) {
        let mut show = create(
            brief,
            &mut self.journal,
            &mut self.titles,
            self.team,
            &self.agenda,
            self.monday,
        );
        let rules = &self.premises.rules;
        lay_out(&mut show, &mut self.journal, rules, &self.agenda, self.monday, &mut self.seed);
        self.shows.push(show);
        let last = self.shows.len() - 1;
        self.tell_holds(last, day);
        self.plan(last, day + 1, ("premières réservations", "first bookings"));
    }

    fn live(&mut self, day: Day) {
        self.morning(day);
        self.evening(day, false);
    }

    /// Sessions begin.
    pub(crate) fn morning(&mut self, day: Day) {
        self.journal.advance_to(self.agenda.date(day), 9);
        for show in &mut self.shows {
            let mut commands = show.morning(&self.agenda, day);
            if !commands.is_empty() && show.production.state == ProductionState::Preparation {
                let live = Production { state: ProductionState::Live, ..show.production.clone() };
                let subject = show.subject(Kind::Production, show.production.id);
                commands.extend(set(subject, &show.production, &live));
                show.production = live;
            }
            let label = Label::of(show.title(), "séances commencées", "sessions begun");
            self.journal.step(label, commands);
        }
    }

    /// Sessions end, and what remains is told: on Fridays, or every day if that is wished.
    pub(crate) fn evening(&mut self, day: Day, every_day: bool) {
        let is_friday = self.agenda.week(self.agenda.later(day, 1)) > self.agenda.week(day);
        self.journal.advance_to(self.agenda.date(day), 18);
        for place in 0..self.shows.len() {
            let Some(show) = self.shows.get_mut(place) else { continue };
            if is_friday {
                keep_editing(show, &self.agenda, self.monday, day);
            }
            let mut desk = desk(&mut self.agenda, self.team, self.premises);
            let commands = show.evening(&mut desk, day, is_friday || every_day);
            let is_stale = show.stale;
            let label = Label::of(show.title(), "bilan du jour", "end of the day");
            self.journal.step(label, commands);
            if is_friday && !every_day {
                self.friday(place, day);
            } else if is_stale {
                self.plan(place, day + 1, ("replanification", "planned again"));
            }
        }
    }

    /// On Fridays the weeks to come are looked at.
    fn friday(&mut self, place: usize, day: Day) {
        self.tell_holds(place, day);
        self.next_issue(place, day);
        self.plan(place, day + 1, ("planning des semaines à venir", "plan of the weeks to come"));
        let Some(show) = self.shows.get_mut(place) else { return };
        let date = self.agenda.date(day);
        if weeks_from(self.monday, -1) < date
            && let Some(command) = settle_editing(show, &self.agenda, self.monday)
        {
            let label = Label::of(show.title(), "reste à faire du montage", "edit that remains");
            self.journal.step(label, vec![command]);
            self.plan(place, day + 1, ("planning du montage", "plan of the edit"));
        }
        let Some(show) = self.shows.get_mut(place) else { return };
        if !show.signed {
            show.signed = true;
            promise(show, &mut self.journal, &self.agenda);
            take_baseline(show, &mut self.journal, &self.agenda, date);
        } else if promise(show, &mut self.journal, &self.agenda) {
            take_baseline(show, &mut self.journal, &self.agenda, date);
        }
    }

    /// The next issue of the magazine is laid out three weeks before its rushes.
    fn next_issue(&mut self, place: usize, day: Day) {
        let Some(show) = self.shows.get_mut(place) else { return };
        if show.brief.genre != Genre::Magazine {
            return;
        }
        let first = weeks_from(self.monday, show.brief.start + (show.issue + 1) * ISSUE_EVERY);
        if self.agenda.date(day) < weeks_from(first, -3) {
            return;
        }
        show.issue += 1;
        let rules = &self.premises.rules;
        lay_out(show, &mut self.journal, rules, &self.agenda, self.monday, &mut self.seed);
    }

    /// Holds of a production that are told by now.
    fn tell_holds(&mut self, place: usize, day: Day) {
        let Some(show) = self.shows.get_mut(place) else { return };
        let date = self.agenda.date(day);
        while let Some(hold) = show.brief.holds.get(show.told).cloned() {
            if weeks_from(self.monday, hold.told) > date {
                return;
            }
            show.told += 1;
            let until = weeks_from(self.monday, hold.until);
            let until = until.checked_add_days(Days::new(hold.days)).unwrap_or(until);
            let production = show.production.id;
            let found = show.find(&hold.step, hold.place);
            let Some(work) = found.and_then(|found| show.works.get_mut(found)) else { continue };
            if work.started.is_some() {
                continue;
            }
            let held = Task { not_before: Some(until.and_time(hour(9))), ..work.task.clone() };
            let command = progress::write(production, work, held);
            let label = Label::of(show.title(), hold.fr, hold.en);
            self.journal.step(label, command.into_iter().collect());
        }
    }

    pub(crate) fn plan(&mut self, place: usize, from: Day, (fr, en): (&str, &str)) {
        let others = self.shows.iter().enumerate().filter(|(other, _)| *other != place);
        let engaged = others.flat_map(|(_, show)| show.counts_on()).collect();
        let Some(show) = self.shows.get_mut(place) else { return };
        let mut desk = desk(&mut self.agenda, self.team, self.premises);
        desk.engaged = engaged;
        let planned = show.replan(&mut desk, from, &mut self.journal.ids);
        self.journal.step(Label::of(show.title(), fr, en), planned.bookings);
        let label =
            Label::of(show.title(), "options et confirmations", "options and confirmations");
        self.journal.step(label, planned.firmer);
    }
}

/// The house, to plan in.
pub(crate) fn desk<'a>(agenda: &'a mut Agenda, team: &'a Team, premises: &'a Premises) -> Desk<'a> {
    Desk {
        agenda,
        team,
        rooms: &premises.rooms,
        machines: &premises.machines,
        engaged: BTreeSet::new(),
    }
}

/// The film whose editor says on the Thursday of the scripted week how much really remains.
const EDITING: &str = "film_editing";

/// The editor of that film is not done before the scripted week: work for it and two days more.
fn keep_editing(show: &mut Show, agenda: &Agenda, monday: NaiveDate, day: Day) {
    if show.brief.key != EDITING || agenda.day(monday) > day + 7 {
        return;
    }
    let Some(place) = show.find(&Step::Edit, 0) else { return };
    let today = show.held_for(place).filter(|(_, held)| {
        held.is_live() && held.session.first <= day && day <= held.session.last
    });
    let today: i64 = today.map(|(_, held)| i64::from(held.session.slots.count_ones())).sum();
    if let Some(work) = show.works.get_mut(place).filter(|work| work.finished.is_none()) {
        work.truth = work.done + today + 6 * SLOTS_A_DAY;
    }
}

/// On Thursday evening two days of edit are to remain: what is booked until then, and those.
fn settle_editing(show: &mut Show, agenda: &Agenda, monday: NaiveDate) -> Option<Command> {
    let place = show.find(&Step::Edit, 0).filter(|_| show.brief.key == EDITING)?;
    let (first, friday) = (agenda.day(monday), agenda.day(monday) + 4);
    let ahead = show.held_for(place).filter(|(_, held)| held.is_live());
    let booked: i64 =
        ahead.map(|(_, held)| held.work_from(agenda, first) - held.work_from(agenda, friday)).sum();
    let production = show.production.id;
    let work = show.works.get_mut(place).filter(|work| work.finished.is_none())?;
    work.truth = work.done + booked + 2 * SLOTS_A_DAY;
    work.is_known = true;
    let remaining = Some(Minutes((work.truth - work.done) * 120));
    let told = Task { remaining, ..work.task.clone() };
    progress::write(production, work, told)
}

/// Dates of delivery that cannot be kept any more, or have not been given yet, are given anew.
/// Was one?
fn promise(show: &mut Show, journal: &mut Journal, agenda: &Agenda) -> bool {
    let mut commands = Vec::new();
    let old = show.production.clone();
    for place in 0..show.dues.len() {
        let Some(due) = show.dues.get(place) else { continue };
        let (episode, date) = (due.episode, due.date);
        let Some(last) = show.due_by(episode).filter(|last| agenda.date(*last) > date) else {
            continue;
        };
        let new = friday(agenda.date(agenda.later(last, show.brief.margin)));
        match episode {
            Some(episode) => {
                let subject = show.subject(Kind::Episode, episode);
                let values = [("delivery".to_owned(), model::FieldValue::write(&new))].into();
                commands.push(Command::Set { subject, values });
            }
            None => show.production.delivery = Some(new),
        }
        if let Some(due) = show.dues.get_mut(place) {
            due.date = new;
        }
    }
    commands.extend(dates(show, &old));
    let changed = !commands.is_empty();
    journal.step(Label::of(show.title(), "date de livraison", "date of delivery"), commands);
    changed
}

/// The channel wants the master a day after it can be there.
pub(crate) fn confirm_delivery(
    show: &mut Show,
    journal: &mut Journal,
    agenda: &Agenda,
    rules: &Arc<Facility>,
) {
    let now = journal.now().tick();
    let plans = BTreeMap::from([(show.production.id, Arc::new(show.as_it_stands()))]);
    let report = schedule::Checker::new().check(rules, &Arc::default(), &plans, now);
    let dates_to_meet = report.plan(show.production.id).map(|plan| plan.deadlines.as_slice());
    let mut deadlines = dates_to_meet.unwrap_or_default().iter();
    let delivery = deadlines.find(|date| date.subject.kind == Kind::Production);
    let Some(finish) = delivery.and_then(|date| date.finish) else { return };
    let old = show.production.clone();
    let last = agenda.day(Zone::PARIS.civil(finish).date());
    show.production.delivery = Some(agenda.date(agenda.later(last, 1)));
    let commands: Vec<Command> = dates(show, &old).into_iter().collect();
    let label =
        Label::of(show.title(), "la chaîne confirme le PAD", "the channel confirms the delivery");
    journal.step(label, commands);
}

pub(crate) fn dates(show: &Show, old: &Production) -> Option<Command> {
    let subject: Subject = show.subject(Kind::Production, show.production.id);
    set(subject, old, &show.production)
}
