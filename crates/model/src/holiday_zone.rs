//! Zones of public holidays, and the house's policy on each day.

use crate::choice::choices;
use crate::field::read_map;
use crate::record::record;
use crate::{FieldKind, FieldValue, Mismatch, Value};
use std::collections::{BTreeMap, BTreeSet};
use units::{NaiveDate, format_date, parse_date};

choices! {
    /// The law whose days are computed; `schedule` knows each.
    pub enum HolidayRule {
        /// No computed days.
        Empty = "none",
        /// Metropolitan France.
        FranceMetropole = "fr_metropole",
        /// Bas-Rhin, Haut-Rhin, Moselle.
        FranceAlsaceMoselle = "fr_alsace_moselle",
        /// Guadeloupe.
        FranceGuadeloupe = "fr_guadeloupe",
        /// Guyane.
        FranceGuyane = "fr_guyane",
        /// Martinique.
        FranceMartinique = "fr_martinique",
        /// Mayotte.
        FranceMayotte = "fr_mayotte",
        /// La Réunion.
        FranceReunion = "fr_reunion",
        /// Nouvelle-Calédonie.
        FranceNouvelleCaledonie = "fr_nouvelle_caledonie",
        /// Polynésie française.
        FrancePolynesie = "fr_polynesie",
        /// Saint-Barthélemy.
        FranceSaintBarthelemy = "fr_saint_barthelemy",
        /// Saint-Martin.
        FranceSaintMartin = "fr_saint_martin",
        /// Saint-Pierre-et-Miquelon.
        FranceSaintPierreEtMiquelon = "fr_saint_pierre_et_miquelon",
        /// Wallis-et-Futuna.
        FranceWallisEtFutuna = "fr_wallis_et_futuna",
    }
    absent Empty
}

/// Names of days off by date.
pub type DaysOff = BTreeMap<NaiveDate, String>;

record! {
    /// A zone of public holidays.
    pub struct HolidayZone(HolidayZoneId) {
        /// Its name.
        name: String,
        /// The law whose days are computed.
        rule: HolidayRule,
        /// Holidays that the house works all the same (Whit Monday, say), by the rule's keys.
        /// Only 1 May is a day off by law (Code du travail, L3133-4).
        worked: BTreeSet<String>,
        /// More days off, by date: bridges, days imported from a calendar.
        days_off: DaysOff,
    }
}

/// Entries that are no dates are left out.
impl FieldValue for DaysOff {
    const KIND: FieldKind = FieldKind::DaysOff;
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let entries = read_map(value, "days-off")?;
        Ok(entries
            .into_iter()
            .filter_map(|(date, name)| Some((parse_date(&date)?, name)))
            .collect())
    }
    fn write(&self) -> Value {
        Value::Map(self.iter().map(|(date, name)| (format_date(*date), name.clone())).collect())
    }
}
