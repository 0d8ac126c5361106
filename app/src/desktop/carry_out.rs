//! Carries out what was asked for in a frame: the one place where the window changes.

use crate::desktop::workplace::Workplace;
use crate::desktop::{Action, Ask, Asks, Desktop, Place, Stage, Theme};
use i18n::Language;
use model::{Kind, Subject};

/// Sizes between which the window can be shown.
const ZOOM: std::ops::RangeInclusive<f32> = 0.7..=2.5;

pub(super) fn carry_out(desktop: &mut Desktop, context: &egui::Context, asks: &mut Asks) {
    let place = desktop.place();
    for ask in asks.take() {
        let ask = match ask {
            Ask::Run(action) => {
                run(desktop, context, action);
                continue;
            }
            Ask::Enter(entry) => {
                desktop.enter(context, entry);
                continue;
            }
            Ask::Theme(theme) => {
                desktop.settings.theme = theme;
                continue;
            }
            Ask::LockAfter(minutes) => {
                desktop.settings.lock_after = minutes;
                continue;
            }
            Ask::Production(shown) => {
                desktop.settings.production = shown;
                continue;
            }
            Ask::Planning(shown) => {
                desktop.settings.planning = shown;
                continue;
            }
            other => other,
        };
        let Stage::Work(work) = &mut desktop.stage else { continue };
        match ask {
            Ask::Submit { group, told } => work.peer().submit(group, told),
            Ask::Go(place) => work.go(place),
            Ask::Select(subjects) => work.select(subjects),
            Ask::Edit(subject) => work.edit(subject),
            Ask::Show(subject) => show(work, subject),
            Ask::Book(of, stretch) => work.book(of, stretch),
            Ask::ShowClash(clash) => work.show_clash(clash),
            Ask::Replan(event) => work.replan(*event),
            Ask::Export(publication) => work.export(publication),
            Ask::WorkIn(into) => work.work_in(into),
            Ask::Tell(notice) => work.tell(notice, context),
            Ask::Run(_)
            | Ask::Enter(_)
            | Ask::Theme(_)
            | Ask::LockAfter(_)
            | Ask::Production(_)
            | Ask::Planning(_) => {}
        }
    }
    if desktop.place() != place {
        // What led to another screen keeps no keys from what is there.
        context.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
    }
}

fn run(desktop: &mut Desktop, context: &egui::Context, action: Action) {
    let settings = &mut desktop.settings;
    match action {
        Action::SwitchLanguage => {
            let other = match settings.language() {
                Language::French => Language::English,
                Language::English => Language::French,
            };
            other.code().clone_into(&mut settings.language);
        }
        Action::SwitchTheme => {
            let dark = context.global_style().visuals.dark_mode;
            settings.theme = if dark { Theme::Light } else { Theme::Dark };
        }
        Action::SwitchHue => settings.hue_by_production = !settings.hue_by_production,
        Action::ZoomIn => settings.zoom = (settings.zoom + 0.1).min(*ZOOM.end()),
        Action::ZoomOut => settings.zoom = (settings.zoom - 0.1).max(*ZOOM.start()),
        Action::ZoomReset => settings.zoom = 1.0,
        Action::Inspector => {
            let in_plan = matches!(&desktop.stage, Stage::Work(work) if in_plan(work.place()));
            let open =
                if in_plan { &mut settings.inspector_in_plan } else { &mut settings.inspector };
            *open = !*open;
        }
        Action::Navigation => settings.narrow_navigation = !settings.narrow_navigation,
        Action::Lock => desktop.lock(context),
        Action::Quit => desktop.closing = true,
        other => {
            if let Stage::Work(work) = &mut desktop.stage {
                work.run(other, context);
            }
        }
    }
}

fn in_plan(place: Place) -> bool {
    matches!(place, Place::Production(_))
}

/// Shows a record where it stands.
fn show(work: &mut Workplace, subject: Subject) {
    work.select(vec![subject]);
    match (subject.kind, subject.scope.production()) {
        (Kind::Booking, Some(_)) => work.show_on_planning(subject),
        (Kind::Publication | Kind::Answer, _) => work.go(Place::Publications),
        (_, Some(production)) => work.go(Place::Production(production)),
        (Kind::Slip, None) => work.go(Place::Slips),
        (Kind::Room | Kind::Person | Kind::Equipment, None) => work.go(Place::Resources),
        (_, None) => {}
    }
}
