//! From what was typed in the form to the event it tells of.

use crate::desktop::Scene;
use i18n::{key, typed};
use model::{EpisodeId, ProductionId, TaskId};
use schedule::{Event, Resource};
use units::{Minutes, NaiveDateTime};

/// What can be told in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    RushesLate,
    Absent,
    RoomDown,
    Overrun,
    DeliveryMoved,
    NotesLate,
    Relock,
    QcRefused,
}

/// What is typed and chosen.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) production: Option<ProductionId>,
    pub(super) task: Option<TaskId>,
    pub(super) episode: Option<EpisodeId>,
    pub(super) resource: Option<Resource>,
    pub(super) until: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) work: String,
    pub(super) date: String,
}

impl Kind {
    /// In the order of the list.
    pub(super) const ALL: [Self; 8] = [
        Self::RushesLate,
        Self::Absent,
        Self::RoomDown,
        Self::Overrun,
        Self::DeliveryMoved,
        Self::NotesLate,
        Self::Relock,
        Self::QcRefused,
    ];

    /// Its word.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::RushesLate => "rushes_late",
            Self::Absent => "absent",
            Self::RoomDown => "room_down",
            Self::Overrun => "overrun",
            Self::DeliveryMoved => "delivery_moved",
            Self::NotesLate => "notes_late",
            Self::Relock => "relock",
            Self::QcRefused => "qc_refused",
        }
    }

    /// Does it happen to a production?
    pub(super) const fn has_production(self) -> bool {
        !matches!(self, Self::Absent | Self::RoomDown)
    }

    /// May it happen to what was finished?
    pub(super) const fn of_done_tasks(self) -> bool {
        matches!(self, Self::Relock | Self::QcRefused)
    }
}

/// The event, or what is missing or wrong.
pub(super) fn read(scene: &Scene<'_>, draft: &Draft) -> Result<Event, String> {
    let language = scene.messages.language();
    let missing = || scene.say(key::DESKTOP_WAYS_MISSING);
    let moment = |text: &str| -> Result<NaiveDateTime, String> {
        typed::date_time(text, scene.today(), scene.now.time(), language)
            .map_err(|error| scene.messages.typed_error(&error))
    };
    let work = || -> Result<Minutes, String> {
        typed::work(&draft.work, scene.source().day())
            .map_err(|error| scene.messages.typed_error(&error))
    };
    if !draft.kind.has_production() {
        let resource = draft.resource.ok_or_else(missing)?;
        return Ok(Event::Away { resource, from: moment(&draft.from)?, to: moment(&draft.to)? });
    }
    let production = draft.production.ok_or_else(missing)?;
    if draft.kind == Kind::DeliveryMoved {
        let date = typed::date(&draft.date, scene.today(), language)
            .map_err(|error| scene.messages.typed_error(&error))?;
        return Ok(Event::DeliveryMoved { production, episode: draft.episode, date });
    }
    let task = draft.task.ok_or_else(missing)?;
    Ok(match draft.kind {
        Kind::NotesLate => Event::NotesLate { production, task, until: moment(&draft.until)? },
        Kind::Overrun => Event::Overrun { production, task, remaining: work()? },
        Kind::Relock => Event::Relock { production, tasks: vec![(task, work()?)] },
        Kind::QcRefused => Event::QcRefused { production, task, work: work()? },
        _ => Event::RushesLate { production, task, until: moment(&draft.until)? },
    })
}
