//! No frame is more work than a frame may be.

use super::{Wanted, Window};
use egui::{Key, Modifiers};
use raccord::desktop::Action;

#[test]
fn measure() {
    let mut window = Window::demo();
    for action in Action::ALL {
        if *action == Action::Quit {
            continue;
        }
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().act(&context, *action);
        window.settle();
        for _ in 0..10 {
            window.harness.step();
        }
        println!("{action:?}: {:?}", window.desktop().slow_frames());
    }
    println!("{:#?}", window.desktop().frame_times());
}

#[test]
fn switching() {
    for action in [Action::SwitchTheme, Action::SwitchLanguage, Action::ZoomIn] {
        let mut window = Window::demo();
        window.keys(Modifiers::NONE, Key::F6);
        for _ in 0..9 {
            let context = window.harness.ctx.clone();
            window.harness.state_mut().as_mut().unwrap().act(&context, action);
            window.harness.step();
            window.harness.step();
            window.harness.step();
        }
        println!("{action:?} {:?}", window.desktop().frame_times());
    }
}
