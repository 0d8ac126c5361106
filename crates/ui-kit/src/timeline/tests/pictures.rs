//! The timeline as the design shows it: the board of the rooms, the chart of a production, today's
//! rooms. They are drawn in both themes; `RACCORD_PICTURES` says where to keep pictures of them for
//! people to look at.

use super::super::*;
use crate::tokens::{DARK, LIGHT};
use egui::{Color32, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::Path;

struct Scene {
    rows: Vec<Row>,
    grid: Grid,
    ties: Vec<Tie>,
    view: Viewport,
    selection: Vec<Key>,
    row_height: f32,
    label_width: f32,
    gantt: bool,
    preview: Preview,
}

fn draw(ui: &mut Ui, scene: &mut Scene) {
    let words =
        Words { name: "Planning".to_owned(), clash: "conflit".to_owned(), ..Words::default() };
    let mut preview = |_: &Gesture, _: bool| scene.preview.clone();
    let mut header = |ui: &mut Ui| {
        let at = ui.max_rect().left_center() + vec2(14.0, 0.0);
        let ink = Tokens::of(ui.ctx()).ink_3;
        ui.painter().text(at, egui::Align2::LEFT_CENTER, "Étape", theme::small(), ink);
    };
    let mut timeline = Timeline::new("timeline", &scene.rows, &scene.grid, &words)
        .ties(&scene.ties)
        .row_height(scene.row_height)
        .label_width(scene.label_width)
        .editable(true)
        .may_tie(true)
        .may_change_row(true)
        .preview(&mut preview);
    if scene.gantt {
        timeline = timeline.all_ties(true).separators(false).header(&mut header);
    }
    timeline.show(ui, &mut scene.view, &mut scene.selection);
}

/// Draws a scene in both themes.
fn picture(name: &str, make: fn(&Tokens) -> Scene, act: fn(&mut Harness<'_, Scene>)) {
    for (theme, tokens) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        let mut harness = Harness::builder()
            .with_size(vec2(900.0, 560.0))
            .with_theme(theme)
            .with_context_setup(theme::install)
            .build_ui_state(draw, make(tokens));
        harness.run();
        act(&mut harness);
        harness.run();
        assert!(harness.root().query_all_by_role(egui::accesskit::Role::Button).count() > 3);
        let Some(folder) = std::env::var_os("RACCORD_PICTURES") else { continue };
        std::fs::create_dir_all(&folder).unwrap();
        let image = harness.render().unwrap();
        image.save(Path::new(&folder).join(format!("{name}-{theme:?}.png"))).unwrap();
    }
}

fn bar(key: Key, start: f64, end: f64, hue: Color32, title: &str, subtitle: &str) -> Bar {
    let (title, subtitle) = (title.to_owned(), subtitle.to_owned());
    let spoken = format!("{title} {key}");
    Bar { key, start, end, hue, title, subtitle, spoken, ..Bar::default() }
}

fn row(key: Key, title: &str, subtitle: &str, mut bars: Vec<Bar>) -> Row {
    lanes(&mut bars);
    let (title, subtitle) = (title.to_owned(), subtitle.to_owned());
    Row { key, spoken: title.clone(), title, subtitle, bars, ..Row::default() }
}

fn mark(at: f64, label: impl Into<String>, strong: bool) -> Mark {
    Mark { at, label: label.into(), strong }
}

fn rooms(tokens: &Tokens) -> Scene {
    let Tokens { picture, sound, vfx, delivery, .. } = *tokens;
    let hatched = |rank, bar: Bar| Bar { shape: Shape::Hatched(rank), ..bar };
    let clash = |bar: Bar| Bar { clash: true, ..bar };
    let rows = vec![
        row(
            1,
            "Montage 1",
            "Avid · 2 écrans",
            vec![
                bar(1, 0.0, 9.0, picture, "Les Marées", "montage · N. Ferrand"),
                hatched(1, bar(2, 9.0, 12.0, picture, "Les Marées", "conformation son")),
            ],
        ),
        row(
            2,
            "Montage 2",
            "Avid",
            vec![
                bar(3, 0.0, 6.0, picture, "Basses Terres ép. 4", "montage · K. Amar"),
                hatched(2, bar(4, 6.0, 14.0, picture, "Basses Terres ép. 5", "montage · opt. 2")),
            ],
        ),
        Row {
            load: Some(0.7),
            ..row(
                3,
                "Montage 3",
                "Avid",
                vec![
                    Bar {
                        shape: Shape::Done,
                        ..bar(5, 0.0, 4.0, picture, "Le Grand Nord", "montage")
                    },
                    Bar {
                        shape: Shape::Hollow,
                        ..bar(6, 5.0, 8.0, picture, "Le Grand Nord", "si archives")
                    },
                ],
            )
        },
        Row { heading: true, ..row(90, "Son", "", Vec::new()) },
        Row {
            load: Some(1.3),
            ..row(
                4,
                "Étalonnage",
                "Resolve · HDR",
                vec![
                    bar(7, 0.0, 4.0, picture, "Basses Terres ép. 1", "étalonnage · S. Meyer"),
                    hatched(3, bar(8, 11.0, 15.0, picture, "Les Marées", "étalonnage")),
                ],
            )
        },
        row(
            5,
            "Conformation",
            "Flame",
            vec![
                bar(9, 0.0, 2.0, vfx, "Ép. 2", "confo"),
                Bar {
                    before: Some((8.0, 10.0)), ..bar(10, 9.0, 11.0, vfx, "Les Marées", "confo")
                },
            ],
        ),
        row(
            6,
            "Audi 2",
            "7.1.4",
            vec![
                bar(11, 0.0, 1.5, sound, "Les Marées", "post-synchro"),
                clash(bar(12, 3.0, 4.0, sound, "Basses Terres ép. 3", "mix")),
                clash(bar(13, 3.5, 6.0, sound, "Rue de l’Ourcq", "prémix")),
                Bar {
                    pieces: (8..13).map(|day| (f64::from(day), f64::from(day) + 0.8)).collect(),
                    ..bar(14, 8.0, 12.8, sound, "Mixage", "P. Roux · par journées")
                },
            ],
        ),
        Row {
            shades: vec![Shade { start: 4.0, end: 7.0, strong: true, ..Default::default() }],
            ..row(
                7,
                "Bruitage",
                "",
                vec![bar(15, 0.0, 3.0, sound, "Basses Terres ép. 3", "bruitage")],
            )
        },
        row(
            8,
            "Labo",
            "QC · PAD",
            vec![
                bar(16, 1.0, 2.0, delivery, "Ép. 1", "QC + PAD"),
                bar(17, 6.0, 8.0, delivery, "Le Grand Nord", "QC + PAD Arte"),
            ],
        ),
        row(9, "Titrage", "", vec![bar(18, 5.0, 7.0, vfx, "Le Grand Nord", "génériques")]),
    ];
    let days = ["L", "M", "M", "J", "V"];
    let grid = Grid {
        upper: (0..4)
            .map(|week| mark(f64::from(week) * 5.0, format!("Semaine {}", 48 + week), true))
            .collect(),
        lower: (0..16_u8)
            .map(|day| {
                mark(
                    day.into(),
                    format!("{} {}", days[usize::from(day % 5)], 9 + day),
                    day % 5 == 0,
                )
            })
            .collect(),
        shades: vec![Shade { start: 4.8, end: 5.0, ..Default::default() }],
        now: Some(1.55),
    };
    Scene {
        rows,
        grid,
        ties: vec![Tie {
            key: 1,
            from: 9,
            from_edge: Edge::End,
            to: 10,
            to_edge: Edge::Start,
            critical: false,
        }],
        view: Viewport { left: 0.0, scale: 48.0, top: 0.0 },
        selection: Vec::new(),
        row_height: 54.0,
        label_width: 146.0,
        gantt: false,
        preview: Preview {
            ghosts: vec![(7, 6.0, 8.0)],
            title: "Audi 2 → Bruitage · 4 → 5 déc.".to_owned(),
            detail: "déjà confirmé pour Basses Terres".to_owned(),
            clash: true,
            refused: false,
        },
    }
}

fn chart(tokens: &Tokens) -> Scene {
    let Tokens { picture, sound, vfx, delivery, admin, .. } = *tokens;
    let mut rows = Vec::new();
    let mut step = |title: &str, bar: Bar| {
        let key = 100 + bar.key;
        rows.push(row(key, title, "", vec![Bar { spoken: title.to_owned(), ..bar }]));
    };
    let task = |key, start: f64, end: f64, hue, done: f32, beside: &str, critical| Bar {
        done: Some(done),
        beside: beside.to_owned(),
        before: Some((start - if start > 20.0 { 1.0 } else { 0.0 }, end - 0.7)),
        critical,
        ..bar(key, start, end, hue, "", "")
    };
    let milestone = |key, at, beside: &str, critical| Bar {
        shape: Shape::Milestone,
        beside: beside.to_owned(),
        critical,
        ..bar(key, at, at, admin, "", "")
    };
    step("Image", Bar { shape: Shape::Group, ..bar(1, 0.0, 42.0, admin, "", "") });
    step("Réception des rushes", task(2, 0.0, 14.0, picture, 0.93, "J1–J15 · 14 reçus", false));
    step("Montage image", task(3, 2.0, 30.0, picture, 0.62, "N. Ferrand · Montage 1", true));
    step("Visionnage France 3", milestone(4, 30.0, "", false));
    step("Verrouillage image", milestone(5, 33.0, "7 déc.", true));
    step("Conformation", task(6, 34.0, 36.0, vfx, 0.0, "Confo", true));
    step("Trucages (12 plans)", task(7, 28.0, 40.0, vfx, 0.2, "Atelier Nuage", false));
    step("Étalonnage", task(8, 36.0, 42.0, picture, 0.0, "S. Meyer", false));
    step("Montage paroles et effets", task(9, 34.0, 46.0, sound, 0.0, "R. Costa", true));
    step("Post-synchro", task(10, 40.0, 42.0, sound, 0.0, "Audi 3", false));
    step("Prémix et mixage", task(11, 46.0, 54.0, sound, 0.0, "P. Roux · Audi 2", true));
    step("QC", task(12, 56.0, 57.0, delivery, 0.0, "", true));
    step("PAD", milestone(13, 58.0, "15 janv.", true));
    rows.insert(8, Row { heading: true, ..row(99, "Son", "", Vec::new()) });
    let tie = |key, from, to, critical| Tie {
        key,
        from,
        from_edge: Edge::End,
        to,
        to_edge: Edge::Start,
        critical,
    };
    Scene {
        rows,
        grid: Grid {
            lower: (0..13)
                .map(|week| mark(f64::from(week) * 5.2, format!("{} nov.", 2 + week), false))
                .collect(),
            now: Some(21.5),
            ..Grid::default()
        },
        ties: vec![
            tie(1, 3, 5, true),
            tie(2, 5, 6, true),
            tie(3, 6, 8, false),
            tie(4, 9, 11, true),
            tie(5, 11, 12, true),
            tie(6, 7, 8, false),
        ],
        view: Viewport { left: 0.0, scale: 10.0, top: 0.0 },
        selection: Vec::new(),
        row_height: 28.0,
        label_width: 230.0,
        gantt: true,
        preview: Preview::default(),
    }
}

fn today(tokens: &Tokens) -> Scene {
    let Tokens { picture, sound, vfx, delivery, .. } = *tokens;
    let bars = [
        ("Montage 1", 9.0, 18.0, picture, "Les Marées", "montage · N. Ferrand"),
        ("Montage 2", 9.5, 18.5, picture, "Basses Terres ép. 4", "montage"),
        ("Conformation", 10.0, 13.0, vfx, "Conformation ép. 2", ""),
        ("Audi 1", 9.0, 18.0, sound, "Basses Terres ép. 2", "mixage · P. Roux"),
        ("Labo", 11.0, 15.0, delivery, "QC + PAD ép. 1", ""),
    ];
    let rows = bars.into_iter().enumerate().map(|(key, (room, start, end, hue, title, who))| {
        row(key as Key, room, "", vec![bar(key as Key, start, end, hue, title, who)])
    });
    Scene {
        rows: rows.collect(),
        grid: Grid {
            lower: (9..21).map(|hour| mark(f64::from(hour), format!("{hour} h"), false)).collect(),
            now: Some(14.78),
            ..Grid::default()
        },
        ties: Vec::new(),
        view: Viewport::new(9.0, 11.2, 754.0),
        selection: Vec::new(),
        row_height: 38.0,
        label_width: 110.0,
        gantt: false,
        preview: Preview::default(),
    }
}

/// Half a year of many rooms at once.
fn overview(tokens: &Tokens) -> Scene {
    let rows = (0..40_u8).map(|room| {
        let bars = (0..60_u8).map(|place| {
            let start = f64::from(place) * 2.1 + f64::from(room % 5) * 0.4;
            let length = 0.3 + f64::from(place % 7) * 0.45;
            let hues = crate::tokens::PRODUCTION_HUES;
            let hue = hues[usize::from(place / 4 + room) % hues.len()];
            let key = Key::from(room) * 1000 + Key::from(place);
            let shape = if place % 5 == 0 { Shape::Hatched(1) } else { Shape::Solid };
            let clash = place % 17 == 0;
            Bar { shape, clash, ..bar(key, start, start + length, hue, "Les Marées", "montage") }
        });
        row(Key::from(room) + 1, &format!("Salle {room}"), "", bars.collect())
    });
    Scene {
        rows: rows.collect(),
        row_height: 14.0,
        view: Viewport { left: 0.0, scale: 12.0, top: 0.0 },
        ..rooms(tokens)
    }
}

#[test]
fn half_a_year_of_many_rooms_is_drawn_in_both_themes() {
    picture("overview", overview, |_| ());
}

#[test]
fn the_board_of_the_rooms_is_drawn_in_both_themes() {
    picture("rooms", rooms, |harness| {
        harness.get_by_label("Les Marées 10").click();
        harness.run();
        harness.remove_cursor();
    });
}

#[test]
fn a_drag_is_drawn_with_what_would_come_of_it() {
    picture("drag", rooms, |harness| {
        let from = harness.get_by_label("Rue de l’Ourcq 13").rect().center();
        harness.hover_at(from);
        harness.step();
        harness.drag_at(from);
        harness.step();
        for part in [10.0, 60.0, 120.0] {
            harness.hover_at(from + vec2(part, part / 3.0));
            harness.step();
        }
    });
}

#[test]
fn the_place_of_the_keyboard_is_drawn() {
    picture("keyboard", rooms, |harness| {
        harness.get_by_label("Rue de l’Ourcq 13").click();
        harness.run();
        harness.remove_cursor();
        harness.key_press(egui::Key::ArrowRight);
        harness.run();
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::ArrowUp);
    });
}

#[test]
fn the_chart_of_a_production_is_drawn_in_both_themes() {
    picture("chart", chart, |_| ());
}

#[test]
fn the_rooms_of_today_are_drawn_in_both_themes() {
    picture("today", today, |_| ());
}
