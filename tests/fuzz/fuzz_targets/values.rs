//! Any text as hours, windows, lags and column mappings; what is read is written and read as the
//! same again.
#![no_main]

use interchange::Mapping;
use libfuzzer_sys::fuzz_target;
use model::{DayHours, Lag, TimeSpan};

fuzz_target!(|text: &str| {
    if let Ok(hours) = text.parse::<DayHours>() {
        assert_eq!(hours.to_string().parse(), Ok(hours));
    }
    if let Ok(span) = text.parse::<TimeSpan>() {
        assert_eq!(span.to_string().parse(), Ok(span));
    }
    if let Ok(lag) = text.parse::<Lag>() {
        assert_eq!(lag.to_string().parse(), Ok(lag));
    }
    let _ = Mapping::from_json(text);
});
