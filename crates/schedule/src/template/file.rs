//! Template files: TOML to templates, checked on the way.

use super::{Episodes, Names, Template, TemplateError, TemplateLag, TemplateLink, TemplateStep};
use model::{Choice, FieldValue, LinkKind, RoomKind, SplitRule, Step, vocabulary};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use units::{Decimal, Minutes, Percent};

/// A template as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: String,
    genre: String,
    runtime: i64,
    names: Names,
    #[serde(default)]
    groups: BTreeMap<String, Names>,
    episodes: Option<EpisodesRow>,
    #[serde(rename = "step")]
    steps: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EpisodesRow {
    count: usize,
    names: Names,
}

/// A step as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    key: String,
    /// The key of the row, if not stated.
    step: Option<String>,
    names: Names,
    #[serde(default)]
    once: bool,
    floor: Option<String>,
    typical: Option<String>,
    per_shooting_day: Option<String>,
    #[serde(default)]
    milestone: bool,
    split: Option<String>,
    room: Option<String>,
    #[serde(default)]
    needs: BTreeSet<String>,
    function: Option<String>,
    same_as: Option<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    previous: Vec<String>,
}

impl Template {
    /// Reads a template and checks that its words are known, that its dependencies name its own
    /// steps, that no floor is above the typical duration.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let file: File = toml::from_str(text).map_err(|error| TemplateError(error.to_string()))?;
        let wrong = |what: &str| TemplateError(format!("{}: {what}", file.key));
        let steps: Vec<TemplateStep> =
            file.steps.into_iter().map(step).collect::<Result<_, _>>()?;
        let template = Self {
            genre: known(&file.genre).ok_or_else(|| wrong("unknown genre"))?,
            runtime: Minutes(file.runtime),
            names: file.names,
            groups: file.groups,
            episodes: file.episodes.map(|row| Episodes { count: row.count, names: row.names }),
            steps,
            key: file.key,
        };
        template.check_references()?;
        Ok(template)
    }

    /// Keys are single, dependencies name steps, only a series has episodes to speak of.
    fn check_references(&self) -> Result<(), TemplateError> {
        let mut keys = BTreeSet::new();
        for step in &self.steps {
            let wrong =
                |what: &str| Err(TemplateError(format!("{}: {}: {what}", self.key, step.key)));
            if !keys.insert(&step.key) {
                return wrong("two steps have this key");
            }
            let unknown = step
                .after
                .iter()
                .chain(&step.previous)
                .find(|link| self.step(&link.from).is_none());
            if let Some(link) = unknown {
                return wrong(&format!("depends on {:?}, which is no step", link.from));
            }
            if self.episodes.is_none() && (step.once || !step.previous.is_empty()) {
                return wrong("speaks of episodes, of which there are none");
            }
            if self.episodes.is_none() && !self.groups.contains_key(step.step.family().key()) {
                return wrong("its family has no group");
            }
        }
        Ok(())
    }
}

/// A word this program knows.
fn known<T: Choice>(word: &str) -> Option<T> {
    T::KNOWN.contains(&word).then(|| T::from_key(word))
}

fn step(row: Row) -> Result<TemplateStep, TemplateError> {
    let wrong = |what: String| TemplateError(format!("{}: {what}", row.key));
    let days = |text: &Option<String>| {
        let days = text.as_deref().map(Decimal::from_str_exact).transpose();
        let days = days.map_err(|error| wrong(error.to_string()))?;
        match days {
            Some(days) if days.is_sign_negative() => Err(wrong("negative days".into())),
            days => Ok(days),
        }
    };
    let (floor, typical) = (days(&row.floor)?, days(&row.typical)?);
    if row.milestone == typical.is_some() {
        return Err(wrong("a milestone has no typical duration, everything else has one".into()));
    }
    let typical = typical.unwrap_or_default();
    if floor.is_some_and(|floor| floor > typical) {
        return Err(wrong("the floor is above the typical duration".into()));
    }
    if let Some(word) =
        row.needs.iter().find(|word| !vocabulary::CAPABILITIES.contains(&word.as_str()))
    {
        return Err(wrong(format!("unknown capability {word:?}")));
    }
    if let Some(word) = row.function.as_deref().filter(|word| !vocabulary::FUNCTIONS.contains(word))
    {
        return Err(wrong(format!("unknown function {word:?}")));
    }
    let links = |texts: &[String]| texts.iter().map(|text| link(text)).collect::<Result<_, _>>();
    Ok(TemplateStep {
        step: choice::<Step>(row.step.as_deref().or(Some(&row.key)))?.unwrap_or(Step::General),
        split: choice(row.split.as_deref())?.unwrap_or_else(SplitRule::absent),
        room: choice::<RoomKind>(row.room.as_deref())?,
        per_shooting_day: days(&row.per_shooting_day)?,
        after: links(&row.after)?,
        previous: links(&row.previous)?,
        floor,
        typical,
        key: row.key,
        names: row.names,
        once: row.once,
        milestone: row.milestone,
        needs: row.needs,
        function: row.function,
        same_as: row.same_as,
    })
}

/// A word that must be known if it is there.
fn choice<T: Choice>(word: Option<&str>) -> Result<Option<T>, TemplateError> {
    let unknown = |word| TemplateError(format!("unknown word {word:?}"));
    word.map(|word| known(word).ok_or_else(|| unknown(word))).transpose()
}

/// `conform`, `effects FF`, `rushes SS+1d`, `edit SS+50%`, `lock FS-0.5d`, `premix FS max 5d`.
fn link(text: &str) -> Result<TemplateLink, TemplateError> {
    let wrong = || TemplateError(format!("{text:?} is no dependency like `rushes SS+1d`"));
    let (least, most) = match text.split_once(" max ") {
        Some((least, most)) => (least, Some(template_lag(&format!("+{most}")).ok_or_else(wrong)?)),
        None => (text, None),
    };
    let (from, rest) = least.split_once(' ').unwrap_or((least, "FS"));
    let (kind, lag) = rest.split_at_checked(2).ok_or_else(wrong)?;
    Ok(TemplateLink {
        from: from.to_owned(),
        kind: known::<LinkKind>(kind).ok_or_else(wrong)?,
        lag: template_lag(lag).ok_or_else(wrong)?,
        most,
    })
}

fn template_lag(text: &str) -> Option<TemplateLag> {
    if text.is_empty() {
        return Some(TemplateLag::Days(Decimal::ZERO));
    }
    // The decimal reader takes signs, but one must be there.
    text.strip_prefix(['+', '-'])?;
    if let Some(percent) = text.strip_suffix('%') {
        return percent.parse::<Percent>().ok().map(TemplateLag::Share);
    }
    Decimal::from_str_exact(text.strip_suffix('d')?).ok().map(TemplateLag::Days)
}
