//! The dialogue of a new production: what it is, and its plan from a template, dated from the first
//! rushes or from the PAD. Production and plan come to be in one step.

pub(super) mod dating;
pub(super) mod preview;

use super::people;
use super::sheet::new_episode;
use crate::desktop::{Asks, Place, Scene};
use dating::Dating;
use egui::{ComboBox, ScrollArea, Sides, Ui};
use i18n::{Language, key};
use model::{
    Choice, Command, DocumentId, FieldValue, Genre, Kind, ProductionId, ProductionKind, Value,
    Values,
};
use node::Group;
use std::fmt;
use ui_kit::widgets::{Field, button, dialogue, dialogue_button, field_label, problem};
use units::clean_name;
use views::TemplateView;

/// What the dialogue remembers.
#[derive(Default)]
pub(crate) struct State {
    form: Option<Box<Form>>,
    templates: Option<(Language, Vec<TemplateView>)>,
    opens: bool,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("open", &self.form.is_some()).finish_non_exhaustive()
    }
}

/// What is typed.
struct Form {
    title: String,
    genre: Genre,
    template: String,
    episodes: String,
    client: String,
    broadcaster: String,
    director: String,
    dating: Dating,
    /// Were things left out that are needed?
    incomplete: bool,
    /// The production that was asked for, until it is there.
    asked: Option<ProductionId>,
    fresh: bool,
}

impl State {
    /// Opens the dialogue.
    pub(crate) fn open(&mut self) {
        self.opens = true;
    }

    fn templates(&mut self, language: Language) -> &[TemplateView] {
        let known = self.templates.as_ref().is_some_and(|(known, _)| *known == language);
        if !known {
            self.templates = Some((language, views::templates(language.code())));
        }
        self.templates.as_ref().map(|(_, templates)| templates.as_slice()).unwrap_or_default()
    }
}

/// Draws the dialogue, if it is open.
pub(crate) fn ui(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if std::mem::take(&mut state.opens) && state.form.is_none() {
        state.form = Some(Box::new(Form::new(scene)));
    }
    let Some(mut form) = state.form.take() else { return };
    if form.asked.is_some_and(|asked| scene.snapshot.plans.contains_key(&asked)) {
        asks.go(Place::Production(form.asked.unwrap_or_default()));
        return;
    }
    if !scene.is_busy() {
        // It was turned down; the notice says why, and what was typed is still here.
        form.asked = None;
    }
    let templates = state.templates(scene.messages.language());
    if form.ui(ui, scene, templates, asks) {
        state.form = Some(form);
    }
}

impl Form {
    fn new(scene: &Scene<'_>) -> Self {
        Self {
            title: String::new(),
            genre: Genre::TvFilm,
            template: "tv_film_90".to_owned(),
            episodes: "6".to_owned(),
            client: String::new(),
            broadcaster: String::new(),
            director: String::new(),
            dating: Dating::of(scene, None, None),
            incomplete: false,
            asked: None,
            fresh: true,
        }
    }

    /// Draws it; false when it is done with.
    fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        templates: &[TemplateView],
        asks: &mut Asks,
    ) -> bool {
        let room = ui.ctx().content_rect().height() - 230.0;
        let title = scene.say(key::DESKTOP_PRODUCTION_NEW);
        let (open, closed) = dialogue(ui, "new-production", 800.0, &title, |ui| {
            ScrollArea::vertical().max_height(room.max(200.0)).show(ui, |ui| {
                self.content(ui, scene, templates);
            });
            ui.add_space(10.0);
            self.feet(ui, scene, templates, asks)
        });
        open && !closed
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>, templates: &[TemplateView]) {
        ui.spacing_mut().item_spacing = egui::vec2(16.0, 8.0);
        let template = templates.iter().find(|template| template.key == self.template);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            self.what(left, scene, templates);
            self.whom(left, scene);
            match template {
                Some(template) => preview::steps(right, scene, template, 300.0),
                None => {
                    right.label(scene.say(key::DESKTOP_PRODUCTION_NO_TEMPLATE_WHY));
                }
            }
        });
        if let Some(template) = template {
            ui.add_space(4.0);
            self.dating.ui(ui, scene, &self.template, self.count(template).unwrap_or(0));
        }
    }

    fn what(&mut self, ui: &mut Ui, scene: &Scene<'_>, templates: &[TemplateView]) {
        let label = scene.messages.field(Kind::Production, "title");
        let missing = scene.say(key::DESKTOP_PRODUCTION_TITLE_MISSING);
        let problem = (self.incomplete && clean_name(&self.title).is_empty()).then_some(missing);
        let field = Field::new(&label).problem(problem.as_deref()).show(ui, &mut self.title);
        if std::mem::take(&mut self.fresh) {
            field.request_focus();
        }
        self.genre(ui, scene, templates);
        preview::chooser(ui, scene, templates, &mut self.template, true);
        let template = templates.iter().find(|template| template.key == self.template);
        if let Some(template) = template.filter(|template| template.episodes.is_some()) {
            let label = scene.say(key::DESKTOP_PRODUCTION_EPISODE_COUNT);
            let problem = self.count(template).is_none();
            let problem = problem.then(|| scene.say(key::DESKTOP_PRODUCTION_EPISODE_COUNT_WRONG));
            Field::new(&label)
                .problem(problem.as_deref())
                .width(120.0)
                .show(ui, &mut self.episodes);
        }
    }

    /// The genre; its template comes along.
    fn genre(&mut self, ui: &mut Ui, scene: &Scene<'_>, templates: &[TemplateView]) {
        let messages = scene.messages;
        let label = messages.field(Kind::Production, "genre");
        let name = |word: &str| messages.choice(Kind::Production, "genre", word);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            field_label(ui, &label);
            let combo = ComboBox::from_id_salt("new-production-genre")
                .width(ui.available_width())
                .selected_text(name(self.genre.key()));
            let shown = combo.show_ui(ui, |ui| {
                for word in Genre::KNOWN {
                    let chosen = self.genre.key() == *word;
                    if ui.selectable_label(chosen, name(word)).clicked() && !chosen {
                        self.genre = Genre::from_key(word);
                        let fit = templates.iter().find(|it| it.genre == self.genre);
                        self.template = fit.map(|it| it.key.clone()).unwrap_or_default();
                        if let Some(count) = fit.and_then(|it| it.episodes) {
                            self.episodes = count.to_string();
                        }
                    }
                }
            });
            shown.response.accessible_name(&label);
        });
    }

    fn whom(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let label = scene.messages.field(Kind::Production, "director");
        people::field(ui, scene, "new-production", &label, "director", &mut self.director);
        let label = scene.messages.field(Kind::Production, "client");
        Field::new(&label).show(ui, &mut self.client);
        let label = scene.messages.field(Kind::Production, "broadcaster");
        Field::new(&label).show(ui, &mut self.broadcaster);
    }

    /// How many episodes there are to be; none if the number cannot be used.
    fn count(&self, template: &TemplateView) -> Option<usize> {
        template.episodes?;
        let count: usize = self.episodes.trim().parse().ok()?;
        (1..=schedule::MOST_EPISODES).contains(&count).then_some(count)
    }

    /// Is everything there that is needed?
    fn is_complete(&self, scene: &Scene<'_>, template: Option<&TemplateView>) -> bool {
        let dated = template.is_none() || self.dating.anchor(scene).is_some();
        let counted = template.is_none_or(|it| it.episodes.is_none() || self.count(it).is_some());
        !clean_name(&self.title).is_empty() && dated && counted
    }

    fn feet(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        templates: &[TemplateView],
        asks: &mut Asks,
    ) -> bool {
        let template = templates.iter().find(|template| template.key == self.template);
        let complete = self.is_complete(scene, template);
        let mut open = true;
        let mut meant = false;
        Sides::new().show(
            ui,
            |ui| {
                if let Some(reason) = &scene.snapshot.read_only {
                    problem(ui, &scene.messages.finding(reason));
                } else if self.incomplete && !complete {
                    problem(ui, &scene.say(key::DESKTOP_PRODUCTION_INCOMPLETE));
                }
            },
            |ui| {
                let usable = self.asked.is_none() && !scene.is_read_only();
                meant = dialogue_button(ui, &scene.say(key::DESKTOP_PRODUCTION_CREATE), usable);
                open = !button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked();
            },
        );
        if meant && complete {
            self.create(scene, template, asks);
        } else if meant {
            self.incomplete = true;
            self.dating.ask_for_date();
        }
        open
    }

    /// Production, episodes, plan: one step.
    fn create(&mut self, scene: &Scene<'_>, template: Option<&TemplateView>, asks: &mut Asks) {
        let production = ProductionId(scene.new_id());
        let document = DocumentId(scene.new_id());
        let (director, mut commands) = people::resolved(scene, "director", &self.director);
        let mut values = Values::from([
            ("title".to_owned(), Value::Text(clean_name(&self.title))),
            ("genre".to_owned(), Value::from(self.genre.key())),
        ]);
        for (field, text) in [("client", &self.client), ("broadcaster", &self.broadcaster)] {
            let text = clean_name(text);
            if !text.is_empty() {
                values.insert(field.to_owned(), Value::Text(text));
            }
        }
        if let Some(director) = director {
            values.insert("director".to_owned(), director.write());
        }
        let count = template.and_then(|template| self.count(template));
        if count.is_some() {
            values.insert("kind".to_owned(), Value::from(ProductionKind::Series.key()));
        }
        if let Some(template) = template {
            values.insert("runtime".to_owned(), template.runtime.write());
        }
        commands.push(Command::CreateProduction { production, document, values });
        let numbers = 1..=i64::try_from(count.unwrap_or(0)).unwrap_or(0);
        commands.extend(numbers.map(|number| new_episode(scene, production, number)));
        if let Some((template, anchor)) = template.zip(self.dating.anchor(scene)) {
            let template = template.key.clone();
            commands.push(Command::ApplyTemplate { production, template, anchor });
        }
        let label = "create_production".to_owned();
        asks.submit(Group { label, ..Group::of(commands) });
        self.asked = Some(production);
    }
}
