//! A booking: where, who, when, how firm, what stands in its way.

use super::drafts::Drafts;
use super::form::{fields, told};
use super::people;
use crate::desktop::{Action, Asks, Scene};
use egui::{Label, RichText, Ui};
use i18n::key;
use model::{
    Booking, BookingId, BookingState, BookingVerb, Choice, Command, Kind, ProductionId, Subject,
};
use node::Group;
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, field_label, tag};
use units::Minutes;

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    ranked: &mut people::State,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let Some(production) = subject.scope.production() else { return };
    let plan = scene.snapshot.plans.get(&production);
    let Some(booking) = plan.and_then(|plan| plan.bookings.get(&subject.id.into())) else { return };
    state(ui, scene, production, booking, asks);
    clashes(ui, scene, subject, asks);
    ranked.refresh(scene, subject, booking);
    fields(ui, scene, drafts, asks, subject, &["task", "room"]);
    people::field(ui, scene, ranked, subject, drafts, asks);
    people::proposals(ui, scene, ranked, production, booking, asks);
    fields(ui, scene, drafts, asks, subject, &["start", "end"]);
    length(ui, scene, booking, subject, drafts, asks);
    fields(ui, scene, drafts, asks, subject, &["window", "days", "equipment"]);
    if booking.state == BookingState::Option {
        fields(ui, scene, drafts, asks, subject, &["expires"]);
    }
    fields(ui, scene, drafts, asks, subject, &["pinned", "remark"]);
    buttons(ui, scene, production, booking, asks);
}

/// How firm it is, and what can be done about it.
fn state(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: ProductionId,
    booking: &Booking,
    asks: &mut Asks,
) {
    let tone = match &booking.state {
        BookingState::Confirmed | BookingState::InProgress => Tone::Ok,
        BookingState::Option => Tone::Warn,
        BookingState::Cancelled | BookingState::Released => Tone::Bad,
        _ => Tone::Plain,
    };
    let mut text = scene.messages.choice(Kind::Booking, "state", booking.state.key());
    if let Some(rank) = booking.rank.filter(|_| booking.state == BookingState::Option) {
        text = format!("{text} {rank}");
    }
    tag(ui, tone, &text);
    ui.add_space(4.0);
    let verbs: [(BookingVerb, i18n::Key); 8] = [
        (BookingVerb::Confirm, key::DESKTOP_INSPECTOR_CONFIRM),
        (hold(1), key::DESKTOP_INSPECTOR_HOLD_1),
        (hold(2), key::DESKTOP_INSPECTOR_HOLD_2),
        (hold(3), key::DESKTOP_INSPECTOR_HOLD_3),
        (BookingVerb::Begin, key::DESKTOP_INSPECTOR_BEGIN),
        (BookingVerb::Finish, key::DESKTOP_INSPECTOR_FINISH),
        (BookingVerb::Release, key::DESKTOP_INSPECTOR_RELEASE),
        (BookingVerb::Cancel, key::DESKTOP_INSPECTOR_CALL_OFF),
    ];
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        ui.horizontal_wrapped(|ui| {
            for (verb, name) in verbs {
                let to = verb.on(&booking.state);
                let model::Transition::To(values) = to else { continue };
                let same = values.get("state") == Some(&booking.state.key().into())
                    && values.get("rank").is_none_or(|rank| {
                        *rank == booking.rank.map_or(model::Value::Nothing, model::Value::Integer)
                    });
                if !same && button(ui, &scene.say(name)).clicked() {
                    let booking = booking.id;
                    let command = Command::ChangeBooking { production, booking, verb };
                    asks.submit(Group::one(command));
                }
            }
        });
    });
    ui.add_space(6.0);
}

fn hold(rank: i64) -> BookingVerb {
    BookingVerb::Hold { rank, expires: None }
}

/// What stands in its way, in the words of the list of clashes.
fn clashes(ui: &mut Ui, scene: &Scene<'_>, subject: Subject, asks: &mut Asks) {
    let source = scene.source();
    let of_it = scene.snapshot.report.clashes.iter().filter(|it| it.sides.contains(&subject));
    let mut any = false;
    for clash in of_it.take(3) {
        let fields = views::clash_fields(&source, clash);
        let code = format!("clash-{}", clash.kind.key());
        let text = scene.messages.coded(&code, &fields, &|_| None);
        let text = RichText::new(format!("⚠ {text}")).color(scene.tokens.bad_ink);
        ui.add(Label::new(text.font(theme::small())).wrap());
        any = true;
    }
    if any {
        if button(ui, &scene.say(key::DESKTOP_INSPECTOR_SOLVE)).clicked() {
            asks.run(Action::OpenClashes);
        }
        ui.add_space(6.0);
    }
}

/// How long it is, and by how much it is to be moved.
fn length(
    ui: &mut Ui,
    scene: &Scene<'_>,
    booking: &Booking,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let Some(production) = subject.scope.production() else { return };
    let source = scene.source();
    let pieces = source.time().occupation(booking).pieces;
    let work = source.time().booked_work(&pieces);
    field_label(ui, &scene.say(key::DESKTOP_INSPECTOR_LENGTH));
    ui.label(scene.messages.work(work, source.day()));
    let Some(start) = booking.start else { return };
    let label = scene.say(key::DESKTOP_INSPECTOR_MOVE_BY);
    let (booking, messages) = (booking.id, scene.messages);
    drafts.entry(ui, subject, "move-by", &label, |text| {
        let by = i18n::typed::signed_work(text, Minutes(24 * 60))
            .map_err(|error| told(messages, &error))?;
        let start = units::after(start, by);
        asks.command(Command::MoveBooking { production, booking, start });
        Ok(())
    });
    ui.add_space(4.0);
}

/// Show, duplicate, cut.
fn buttons(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: ProductionId,
    booking: &Booking,
    asks: &mut Asks,
) {
    let subject = Subject::planned(production, Kind::Booking, booking.id);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if button(ui, &scene.say(key::DESKTOP_INSPECTOR_SHOW)).clicked() {
            asks.show(subject);
        }
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            let (Some(start), Some(end)) = (booking.start, booking.end) else { return };
            if button(ui, &scene.say(key::DESKTOP_INSPECTOR_DUPLICATE)).clicked() {
                let copy: BookingId = scene.new_id().into();
                let command =
                    Command::CopyBooking { production, booking: booking.id, copy, start: end };
                asks.submit(Group::one(command));
                asks.select(Subject::planned(production, Kind::Booking, copy));
            }
            if button(ui, &scene.say(key::DESKTOP_INSPECTOR_SPLIT)).clicked() {
                // In the middle, to the half hour.
                let half = Minutes((end - start).num_minutes() / 60 * 30);
                let at = units::after(start, half);
                let rest: BookingId = scene.new_id().into();
                let command = Command::SplitBooking { production, booking: booking.id, at, rest };
                asks.submit(Group::one(command));
            }
        });
    });
}
