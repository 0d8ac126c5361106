//! A production of a past moment beside itself today: its figures, its tasks, its sessions.

use crate::desktop::{Asks, Scene};
use egui::{Align2, Color32, Painter, Rect, RichText, Sense, Ui, pos2, vec2};
use i18n::{Key, Value, key};
use model::{Choice, Kind, Subject};
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{cut_text, empty};
use units::{Minutes, NaiveDateTime};
use views::{Moment, PastBooking, PastProduction, PastTask, Presence};

/// Height of a line.
const LINE: f32 = 30.0;

/// A line of a comparison.
struct Told {
    what: String,
    then: String,
    now: String,
    shift: String,
    ink: Color32,
}

/// Delivery, end, float: then and now.
pub(super) fn figures(ui: &mut Ui, scene: &Scene<'_>, production: &PastProduction) {
    let date = |date: Option<units::NaiveDate>| date.map(|date| scene.messages.date(date));
    let moment = |at: Option<Moment>| at.map(|at| scene.messages.date(at.at.date()));
    let float = |float: Option<Minutes>| {
        float.map(|float| scene.messages.float_days(float, scene.source().day()))
    };
    let figures = [
        (
            key::DESKTOP_HISTORY_PAST_DELIVERY,
            date(production.delivery.then),
            date(production.delivery.now),
        ),
        (
            key::DESKTOP_HISTORY_PAST_FINISH,
            moment(production.finish.then),
            moment(production.finish.now),
        ),
        (
            key::DESKTOP_HISTORY_PAST_FLOAT,
            float(production.float.then),
            float(production.float.now),
        ),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let title = RichText::new(&production.title).font(theme::strong());
        ui.label(title.color(scene.tokens.ink_1));
        for (label, then, now) in figures {
            if then.is_none() && now.is_none() {
                continue;
            }
            ui.add_space(10.0);
            ui.label(
                RichText::new(scene.say(label)).font(theme::small()).color(scene.tokens.ink_3),
            );
            let dash = || "—".to_owned();
            let (then, now) = (then.unwrap_or_else(dash), now.unwrap_or_else(dash));
            let same = then == now;
            let text = if same { now } else { format!("{then} → {now}") };
            let ink = if same { scene.tokens.ink_2 } else { scene.tokens.ink_1 };
            ui.label(RichText::new(text).color(ink));
        }
    });
}

/// The tasks whose dates differ.
pub(super) fn tasks(ui: &mut Ui, scene: &Scene<'_>, production: &PastProduction, asks: &mut Asks) {
    if production.tasks.is_empty() {
        empty(ui, &scene.say(key::DESKTOP_HISTORY_PAST_NO_TASKS), "", None);
        return;
    }
    let told = |place: usize| production.tasks.get(place).map(|task| task_told(scene, task));
    let head = key::DESKTOP_HISTORY_PAST_TASK;
    if let Some(place) = table(ui, scene, "past-tasks", head, production.tasks.len(), &told)
        && let Some(task) = production.tasks.get(place)
        && task.presence != Presence::Removed
    {
        asks.show(Subject::planned(production.production, Kind::Task, task.task));
    }
}

/// The sessions that differ.
pub(super) fn bookings(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: &PastProduction,
    asks: &mut Asks,
) {
    if production.bookings.is_empty() {
        empty(ui, &scene.say(key::DESKTOP_HISTORY_PAST_NO_BOOKINGS), "", None);
        return;
    }
    let told = |place: usize| production.bookings.get(place).map(|it| booking_told(scene, it));
    let head = key::DESKTOP_HISTORY_PAST_BOOKING;
    if let Some(place) = table(ui, scene, "past-bookings", head, production.bookings.len(), &told)
        && let Some(booking) = production.bookings.get(place)
        && booking.presence != Presence::Removed
    {
        asks.show(Subject::planned(production.production, Kind::Booking, booking.booking));
    }
}

fn task_told(scene: &Scene<'_>, task: &PastTask) -> Told {
    let range = |dates: Option<(Moment, Moment)>| {
        dates.map_or_else(String::new, |(start, finish)| {
            if start == finish {
                return scene.messages.date_time(start.at);
            }
            scene.messages.range(start.at, finish.at)
        })
    };
    let late = task.later.is_some_and(|later| later.is_positive());
    Told {
        what: task.name.clone(),
        then: range(task.dates.then),
        now: range(task.dates.now),
        shift: match (task.presence, task.later) {
            (Presence::Both, Some(later)) => scene.messages.float_days(later, scene.source().day()),
            (presence, _) => presence_word(scene, presence),
        },
        ink: if late { scene.tokens.bad_ink } else { scene.tokens.ink_2 },
    }
}

fn booking_told(scene: &Scene<'_>, booking: &PastBooking) -> Told {
    let told = |when: Option<(NaiveDateTime, NaiveDateTime)>, room: &str, people: &[String]| {
        let when = when.map(|(start, end)| scene.messages.range(start, end));
        let people = if booking.people.differs() { people.join(", ") } else { String::new() };
        let parts = [when.unwrap_or_default(), room.to_owned(), people];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let state = |word: &str| scene.messages.choice(Kind::Booking, "state", word);
    Told {
        what: booking.task.clone(),
        then: told(booking.when.then, &booking.room.then, &booking.people.then),
        now: told(booking.when.now, &booking.room.now, &booking.people.now),
        shift: match booking.presence {
            Presence::Both if booking.state.differs() => state(booking.state.now.key()),
            presence => presence_word(scene, presence),
        },
        ink: scene.tokens.ink_2,
    }
}

fn presence_word(scene: &Scene<'_>, presence: Presence) -> String {
    match presence {
        Presence::Added => scene.say(key::DESKTOP_HISTORY_PAST_WAS_ADDED),
        Presence::Removed => scene.say(key::DESKTOP_HISTORY_PAST_WAS_REMOVED),
        Presence::Both => String::new(),
    }
}

/// A table of what, then, now, by how much; gives the line that is meant.
fn table(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &str,
    head: Key,
    count: usize,
    told: &dyn Fn(usize) -> Option<Told>,
) -> Option<usize> {
    let chosen_id = ui.scope_id().with((id, "chosen"));
    let chosen: Option<usize> = ui.data(|data| data.get_temp(chosen_id));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let heads = [
        scene.say(head),
        scene.say(key::DESKTOP_HISTORY_PAST_THEN),
        scene.say(key::DESKTOP_HISTORY_PAST_NOW),
        scene.say(key::DESKTOP_HISTORY_PAST_SHIFT),
    ];
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, scene.tokens.bg_1);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, scene.tokens.line_1));
    let ink = scene.tokens.ink_3;
    cells(&painter, rect, &heads.each_ref().map(String::as_str), [ink; 4], true);
    let name = scene.say(key::DESKTOP_HISTORY_PAST_TABLES);
    let listing = Listing::new(id, &name, count, LINE).chosen(chosen, false);
    let picked = listing.show(ui, |painter, rect, place, _| {
        let Some(told) = told(place) else { return String::new() };
        let (strong, weak) = (scene.tokens.ink_1, scene.tokens.ink_3);
        let texts = [told.what.as_str(), &told.then, &told.now, &told.shift];
        cells(painter, rect, &texts, [strong, weak, strong, told.ink], false);
        let values = [
            ("what", Value::Text(&told.what)),
            ("then", Value::Text(&told.then)),
            ("now", Value::Text(&told.now)),
            ("shift", Value::Text(&told.shift)),
        ];
        scene.say_with(key::DESKTOP_HISTORY_PAST_ROW_SPOKEN, &values)
    });
    match picked? {
        Picked::Chosen(place) => {
            ui.data_mut(|data| data.insert_temp(chosen_id, place));
            None
        }
        Picked::Entered(place) => Some(place),
    }
}

/// Four cells: what it is about, then, now, and the quantity at the right edge.
fn cells(painter: &Painter, rect: Rect, texts: &[&str; 4], inks: [Color32; 4], head: bool) {
    let font = || if head { theme::small_strong() } else { theme::text() };
    let (left, right, y) = (rect.left() + 18.0, rect.right() - 16.0, rect.center().y);
    let [what, then, now, shift] = *texts;
    let [a, b, c, d] = inks;
    let width = right - left;
    let at = Align2::RIGHT_CENTER;
    cut_text(painter, pos2(right, y), at, shift, font(), d, width * 0.12);
    let at = Align2::LEFT_CENTER;
    let columns = [(what, a, 0.0, 0.26), (then, b, 0.27, 0.30), (now, c, 0.58, 0.29)];
    for (text, ink, from, share) in columns {
        cut_text(painter, pos2(left + width * from, y), at, text, font(), ink, width * share);
    }
}
