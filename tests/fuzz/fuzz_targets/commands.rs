//! Any text as lines of commands; what is read is written and read as the same again.
#![no_main]

use interchange::commands::{CommandReader, to_json};
use libfuzzer_sys::fuzz_target;
use model::{FacilityId, RawId};

fuzz_target!(|text: &str| {
    let mut reader = CommandReader::new(FacilityId(RawId(1)));
    reader.define("film", RawId(2));
    let mut next = 100;
    let mut mint = || {
        next += 1;
        RawId(next)
    };
    for (number, line) in (1..).zip(text.lines()) {
        for command in reader.read_line(line, number, &mut mint).unwrap_or_default() {
            let again = to_json(&command).to_string();
            assert_eq!(reader.read_line(&again, 1, &mut mint), Ok(vec![command]), "{again}");
        }
    }
});
