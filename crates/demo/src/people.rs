//! The people of the demo: sixty who work there, a third of them staff, and the directors with
//! whom they do or do not like to work; who is away when.

use crate::agenda::{ALL, Agenda, DAY, LATE, RowKind, Slots, hours, weekdays};
use crate::journal::{Journal, add};
use crate::names::People;
use crate::script::Label;
use crate::seed::Seed;
use model::{Affinity, Command, Employment, Kind, Order, Person, PersonId, Subject, WeekHours};
use std::collections::{BTreeMap, BTreeSet};

/// People of one trade.
struct Trade {
    function: &'static str,
    /// A second function of the first so many.
    also: Option<(&'static str, usize)>,
    staff: usize,
    intermittent: usize,
    skills: &'static [&'static str],
    fr: &'static str,
    en: &'static str,
}

const fn trade(
    (function, staff, intermittent): (&'static str, usize, usize),
    skills: &'static [&'static str],
    (fr, en): (&'static str, &'static str),
) -> Trade {
    Trade { function, also: None, staff, intermittent, skills, fr, en }
}

/// Twenty of the staff, forty engaged by the project.
const TRADES: [Trade; 17] = [
    trade(("post_coordinator", 3, 0), &[], ("Chargés de postproduction", "Post coordinators")),
    trade(("editor", 0, 12), &["avid", "premiere"], ("Chefs monteurs", "Editors")),
    trade(
        ("assistant_editor", 3, 3),
        &["avid", "resolve"],
        ("Assistants monteurs", "Assistant editors"),
    ),
    Trade {
        also: Some(("dialogue_editor", 2)),
        ..trade(("sound_editor", 2, 5), &["pro_tools"], ("Monteurs son", "Sound editors"))
    },
    trade(("dialogue_editor", 0, 3), &["pro_tools"], ("Monteurs paroles", "Dialogue editors")),
    trade(("music_editor", 0, 2), &["pro_tools"], ("Monteurs musique", "Music editors")),
    trade(("foley_artist", 0, 2), &[], ("Bruiteurs", "Foley artists")),
    Trade {
        also: Some(("adr_recordist", 1)),
        ..trade(("foley_recordist", 1, 0), &["pro_tools"], ("Recorder bruitage", "Foley recordist"))
    },
    trade(("adr_recordist", 1, 1), &["pro_tools"], ("Recorders voix", "ADR recordists")),
    trade(("mixer", 2, 5), &["pro_tools", "stereo", "5.1"], ("Mixeurs", "Re-recording mixers")),
    trade(("colourist", 1, 2), &["baselight", "resolve", "hdr"], ("Étalonneurs", "Colourists")),
    trade(("conform_artist", 2, 0), &["resolve", "flame"], ("Conformateurs", "Conform artists")),
    Trade {
        also: Some(("title_designer", 1)),
        ..trade(
            ("effects_artist", 1, 2),
            &["nuke", "after_effects"],
            ("Truquistes", "Effects artists"),
        )
    },
    trade(("title_designer", 0, 1), &["after_effects"], ("Graphiste titrage", "Title designer")),
    trade(("lab_operator", 2, 1), &["lto", "dcp", "imf"], ("Opérateurs labo", "Lab operators")),
    trade(("quality_operator", 2, 0), &["dcp", "imf"], ("Opérateurs QC", "Quality operators")),
    trade(("subtitler", 0, 1), &[], ("Sous-titreur", "Subtitler")),
];

/// How many directors work with the house.
const DIRECTORS: usize = 9;

/// When somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    House,
    /// Not on Fridays.
    FourDays,
    /// Not on Wednesdays.
    NoWednesday,
    /// From two in the afternoon.
    Evenings,
    /// At any hour a stage is open.
    Open,
}

/// Everybody, as the generator needs them.
pub(crate) struct Team {
    pub(crate) people: Vec<Person>,
    pub(crate) names: BTreeMap<PersonId, String>,
    pub(crate) directors: Vec<PersonId>,
    /// By director and technician: rating, veto.
    pub(crate) affinities: BTreeMap<(PersonId, PersonId), (i64, bool)>,
}

impl Pattern {
    fn of(trade: &Trade, place: usize) -> Self {
        match (trade.function, place) {
            ("mixer", _) => Self::Open,
            ("post_coordinator", 1) | ("editor", 7) => Self::NoWednesday,
            ("editor", 3) | ("assistant_editor", 1) | ("sound_editor", 1) => Self::FourDays,
            ("lab_operator", 1) | ("conform_artist", 1) => Self::FourDays,
            ("assistant_editor", 4) | ("sound_editor", 5) => Self::Evenings,
            ("colourist", 2) => Self::Evenings,
            _ => Self::House,
        }
    }

    fn hours(self) -> WeekHours {
        const DAYTIME: &str = "09:00-13:00 14:00-18:00";
        match self {
            Self::House => WeekHours::default(),
            Self::FourDays => hours(&[0, 1, 2, 3], DAYTIME),
            Self::NoWednesday => hours(&[0, 1, 3, 4], DAYTIME),
            Self::Evenings => hours(&[0, 1, 2, 3, 4], "14:00-22:00"),
            Self::Open => hours(&[0, 1, 2, 3, 4], "09:00-02:00"),
        }
    }

    fn slots(self) -> [Slots; 7] {
        match self {
            Self::House => weekdays(DAY),
            Self::FourDays => [DAY, DAY, DAY, DAY, 0, 0, 0],
            Self::NoWednesday => [DAY, DAY, 0, DAY, DAY, 0, 0],
            Self::Evenings => weekdays(LATE),
            Self::Open => weekdays(ALL),
        }
    }
}

/// Engages everybody and writes the steps.
pub(crate) fn engage(journal: &mut Journal, agenda: &mut Agenda, seed: &Seed) -> Team {
    let mut names = People::new(seed.branch(11));
    let mut seed = seed.branch(12);
    let count = TRADES.iter().map(|trade| trade.staff + trade.intermittent).sum::<usize>();
    let mut orders = Order::run(None, count + DIRECTORS).into_iter();
    let mut team = Team {
        people: Vec::new(),
        names: BTreeMap::new(),
        directors: Vec::new(),
        affinities: BTreeMap::new(),
    };
    for trade in &TRADES {
        let mut commands = Vec::new();
        for place in 0..trade.staff + trade.intermittent {
            let pattern = Pattern::of(trade, place);
            let mut person = Person::new(journal.ids.mint());
            person.order = orders.next().unwrap_or_default();
            person.hours = pattern.hours();
            employ(&mut person, trade, place, &mut seed);
            agenda.add(person.id.into(), pattern.slots(), RowKind::Person);
            commands.extend(team.welcome(person, &mut names));
        }
        journal.step(
            Label::new(format!("Équipe : {}", trade.fr), format!("Team: {}", trade.en)),
            commands,
        );
    }
    let mut commands = Vec::new();
    for _ in 0..DIRECTORS {
        let mut person = Person::new(journal.ids.mint());
        person.order = orders.next().unwrap_or_default();
        person.functions = BTreeSet::from(["director".to_owned()]);
        person.employment = Employment::Outside;
        team.directors.push(person.id);
        commands.extend(team.welcome(person, &mut names));
    }
    journal.step(Label::new("Réalisateurs", "Directors"), commands);
    team
}

fn employ(person: &mut Person, trade: &Trade, place: usize, seed: &mut Seed) {
    person.functions = BTreeSet::from([trade.function.to_owned()]);
    if let Some((function, count)) = trade.also
        && place < count
    {
        person.functions.insert(function.to_owned());
    }
    person.skills = trade.skills.iter().map(|word| (*word).to_owned()).collect();
    if trade.function == "mixer" && place.is_multiple_of(3) {
        person.skills.insert("7.1.4".to_owned());
    }
    let staff = place < trade.staff;
    person.employment = if staff { Employment::Staff } else { Employment::Intermittent };
    // Providers; television producers; cinema.
    let agreements = ["2717", "2717", "2642", "3097"];
    let agreement = if staff { None } else { seed.pick(&agreements).copied() };
    person.agreement = agreement.unwrap_or("2717").to_owned();
}

impl Team {
    /// Somebody comes to be, with a name.
    fn welcome(&mut self, person: Person, names: &mut People) -> [Command; 2] {
        let entry = names.next();
        let commands = [
            add(Subject::shared(Kind::Person, person.id), &person),
            Command::NamePerson { person: person.id, entry: entry.clone() },
        ];
        self.names.insert(person.id, entry.name);
        self.people.push(person);
        commands
    }

    /// People with a function, in the order of the house.
    pub(crate) fn with_function<'a>(
        &'a self,
        function: &'a str,
    ) -> impl Iterator<Item = &'a Person> {
        self.people.iter().filter(move |person| person.functions.contains(function))
    }

    /// What a director thinks of somebody: 3 where nothing is known; `None` for never again.
    pub(crate) fn rating(&self, director: Option<PersonId>, person: PersonId) -> Option<i64> {
        let known = director.and_then(|director| self.affinities.get(&(director, person)));
        match known {
            Some((_, true)) => None,
            Some((rating, false)) => Some(*rating),
            None => Some(3),
        }
    }
}

/// Directors say with whom they like to work: editors, mixers, colourists, sound editors; and
/// with whom they do not. Three vetoes, one of a mixer by the first director.
pub(crate) fn affinities(journal: &mut Journal, team: &mut Team, seed: &Seed) {
    let mut seed = seed.branch(13);
    let mixers: Vec<PersonId> = team.with_function("mixer").map(|person| person.id).collect();
    let editors: Vec<PersonId> = team.with_function("editor").map(|person| person.id).collect();
    let colourists: Vec<PersonId> =
        team.with_function("colourist").map(|person| person.id).collect();
    let vetoed = [seed.pick(&mixers), seed.pick(&editors), seed.pick(&colourists)];
    for (place, director) in team.directors.clone().into_iter().enumerate() {
        let mut commands = Vec::new();
        let mut say = |person: PersonId, rating: i64, veto: bool, remark: &str| {
            if team.affinities.contains_key(&(director, person)) {
                return;
            }
            team.affinities.insert((director, person), (rating, veto));
            let affinity = Affinity {
                director: Some(director),
                person: Some(person),
                rating: (!veto).then_some(rating),
                veto,
                remark: remark.to_owned(),
                ..Affinity::new(journal.ids.mint())
            };
            commands.push(add(Subject::shared(Kind::Affinity, affinity.id), &affinity));
        };
        // Directors 0, 2 and 5 do not want one person each.
        let veto = [(0, 0), (2, 1), (5, 2)].iter().find(|(of, _)| *of == place);
        if let Some(person) = veto.and_then(|(_, which)| vetoed.get(*which).copied().flatten()) {
            say(*person, 0, true, "Ne pas reproposer");
        }
        for list in [&mixers, &editors, &colourists] {
            let favourite = seed.below(list.len());
            for offset in 0..2 {
                let rating = if offset == 0 { 5 } else { seed.between(1, 4) };
                if let Some(person) = list.get((favourite + offset) % list.len().max(1)) {
                    let remark = if rating == 5 { "Demande à retravailler ensemble" } else { "" };
                    say(*person, rating, false, remark);
                }
            }
        }
        let name = team.names.get(&director).cloned().unwrap_or_default();
        journal.step(Label::of(&name, "affinités", "affinities"), commands);
    }
}
