//! The twelve productions of the demo: what each is, when it comes in, what holds it up.

use model::{Genre, Step};

/// What a production is and how it goes. Weeks are counted from the scripted week (0).
#[derive(Debug, Clone)]
pub(crate) struct Brief {
    pub(crate) key: &'static str,
    pub(crate) genre: Genre,
    pub(crate) template: &'static str,
    /// Place of its director among those of the house; the magazine has none.
    pub(crate) director: Option<usize>,
    /// Week of the first rushes.
    pub(crate) start: i64,
    /// Laid out backward from a delivery so many weeks after the first rushes?
    pub(crate) backward: Option<i64>,
    /// Days of shooting, from the first rushes on.
    pub(crate) shooting: Option<u64>,
    /// What waits.
    pub(crate) holds: Vec<Hold>,
    /// Days of shooting that are past on the scripted Monday, where that is more exact than the
    /// week.
    pub(crate) shot: Option<i64>,
    /// Days of work kept before the delivery.
    pub(crate) margin: i64,
}

/// Something that waits for a week, as is told some weeks before.
#[derive(Debug, Clone)]
pub(crate) struct Hold {
    pub(crate) told: i64,
    /// The step, and which of its tasks with work (0 is the first).
    pub(crate) step: Step,
    pub(crate) place: usize,
    pub(crate) until: i64,
    /// Days after the Monday of that week.
    pub(crate) days: u64,
    pub(crate) fr: &'static str,
    pub(crate) en: &'static str,
}

fn hold(
    told: i64,
    (step, place): (Step, usize),
    until: i64,
    (fr, en): (&'static str, &'static str),
) -> Hold {
    Hold { told, step, place, until, days: 0, fr, en }
}

/// A documentary of the house, with nothing in particular.
fn brief(key: &'static str, start: i64) -> Brief {
    Brief {
        key,
        genre: Genre::Documentary,
        template: "documentary_52",
        director: None,
        start,
        backward: None,
        shooting: None,
        shot: None,
        holds: Vec::new(),
        margin: 10,
    }
}

fn feature(key: &'static str, start: i64) -> Brief {
    Brief { genre: Genre::Feature, template: "feature", ..brief(key, start) }
}

fn film(key: &'static str, start: i64) -> Brief {
    Brief { genre: Genre::TvFilm, template: "tv_film_90", shooting: Some(22), ..brief(key, start) }
}

/// Two features, three television films, a series, five documentaries, a magazine: each at
/// another stage in the scripted week.
pub(crate) fn briefs() -> Vec<Brief> {
    vec![
        Brief {
            director: Some(1),
            shooting: Some(40),
            holds: vec![
                hold(
                    -70,
                    (Step::Viewing, 0),
                    -38,
                    ("retakes après la première projection", "retakes after the first screening"),
                ),
                hold(
                    -45,
                    (Step::Viewing, 1),
                    -5,
                    ("le réalisateur part en tournage", "the director goes on another shoot"),
                ),
            ],
            ..feature("feature_sound", -62)
        },
        Brief { director: Some(2), shooting: Some(35), ..feature("feature_editing", -10) },
        Brief {
            director: Some(0),
            holds: vec![
                hold(
                    -31,
                    (Step::Viewing, 1),
                    -13,
                    ("la chaîne rend ses notes en retard", "late notes from the channel"),
                ),
                hold(
                    -14,
                    (Step::Mix, 0),
                    0,
                    ("mixage calé sur les dates du réalisateur", "mix set on the director's dates"),
                ),
            ],
            ..film("film_mixing", -33)
        },
        Brief { director: Some(3), ..film("film_editing", -9) },
        Brief {
            director: Some(4),
            shot: Some(13),
            holds: vec![Hold {
                days: 1,
                ..hold(
                    -8,
                    (Step::Edit, 0),
                    0,
                    ("montage à partir des rushes du jour 14", "edit from the rushes of day 14"),
                )
            }],
            ..film("film_shooting", -3)
        },
        Brief {
            genre: Genre::Series,
            template: "series_6x52",
            director: Some(5),
            ..brief("series", -17)
        },
        Brief {
            director: Some(6),
            shooting: Some(30),
            holds: vec![
                hold(
                    -80,
                    (Step::Edit, 0),
                    -18,
                    ("tournage sur quatre saisons", "shot over four seasons"),
                ),
                hold(
                    -14,
                    (Step::QualityControl, 0),
                    0,
                    (
                        "vérification à la date de la chaîne",
                        "quality control on the channel's date",
                    ),
                ),
            ],
            margin: 4,
            ..brief("documentary_delivering", -70)
        },
        Brief {
            director: Some(7),
            shooting: Some(24),
            holds: vec![hold(
                -50,
                (Step::Edit, 0),
                -6,
                ("attente des archives", "waiting for archives"),
            )],
            ..brief("documentary_editing", -45)
        },
        Brief {
            director: Some(8),
            holds: vec![hold(
                -8,
                (Step::QualityControl, 0),
                1,
                ("vérification à la date de la chaîne", "quality control on the channel's date"),
            )],
            ..brief("documentary_sound", -12)
        },
        Brief { director: Some(1), backward: Some(20), ..brief("documentary_starting", -3) },
        Brief { director: Some(6), backward: Some(22), ..brief("documentary_to_come", 1) },
        Brief {
            genre: Genre::Magazine,
            template: "magazine",
            backward: Some(6),
            margin: 3,
            ..brief("magazine", -71)
        },
    ]
}
