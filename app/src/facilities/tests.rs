//! The list of facilities: how it comes about, who is meant, what it survives.

use super::*;

fn at(place: &Path, folder: &Path) -> Whereabouts {
    Whereabouts { place: place.to_owned(), folder: folder.to_owned() }
}

fn store(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(node::FILE), "").unwrap();
}

fn names(place: &Path) -> Vec<String> {
    listed(place).iter().map(|it| it.called(place)).collect()
}

#[test]
fn a_store_of_before_is_the_one_facility_without_a_list() {
    let place = tempfile::tempdir().unwrap();
    assert!(listed(place.path()).is_empty());
    assert_eq!(free_folder(place.path()), place.path());
    store(place.path());
    assert_eq!(listed(place.path()).len(), 1);
    assert_eq!(chosen(place.path(), None).unwrap(), place.path());
    assert!(!place.path().join(LIST).exists(), "to look writes nothing");
    assert_eq!(free_folder(place.path()), place.path().join("facility-2"));
}

#[test]
fn facilities_are_listed_by_when_they_were_opened_and_forgotten_without_their_store() {
    let place = tempfile::tempdir().unwrap();
    let (place, second) = (place.path(), place.path().join("facility-2"));
    store(place);
    store(&second);
    opened(&at(place, place), "Atelier du Canal", Stamp(5));
    opened(&at(place, &second), "Studio Nord", Stamp(9));
    assert_eq!(names(place), ["Studio Nord", "Atelier du Canal"]);
    assert_eq!(last(place), second);
    opened(&at(place, place), "Atelier du Canal", Stamp(12));
    assert_eq!(last(place), place);
    assert_eq!(chosen(place, None).unwrap(), place, "scripts have the one of before");
    forget(&at(place, place)).unwrap();
    assert_eq!(names(place), ["Studio Nord"]);
    assert!(has_store(place), "nothing was deleted");
    forget(&at(place, &second)).unwrap();
    assert!(listed(place).is_empty(), "an empty list is one, too");
}

#[test]
fn a_facility_is_meant_by_its_name_a_beginning_or_its_folder() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let folders = ["facility-2", "facility-3", "facility-4"].map(|name| place.join(name));
    for (folder, name) in folders.iter().zip(["Studio Nord", "Studio Sud", "Éclair"]) {
        store(folder);
        opened(&at(place, folder), name, Stamp(1));
    }
    let meant = |name: &str| chosen(place, Some(name)).map_err(|it| it.code);
    assert_eq!(meant("studio nord").unwrap(), folders[0]);
    assert_eq!(meant("ecl").unwrap(), folders[2]);
    assert_eq!(meant("facility-3").unwrap(), folders[1]);
    assert_eq!(meant("Studio"), Err("facility-ambiguous"));
    assert_eq!(meant("Canal"), Err("facility-unknown"));
    assert_eq!(meant(""), Err("facility-unknown"));
    assert_eq!(chosen(place, None).unwrap_err().code, "facility-not-said");
}

#[test]
fn a_folder_elsewhere_is_listed_as_it_is_and_one_below_moves_with_the_place() {
    let (place, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (old, new) = (place.path().join("old"), place.path().join("new"));
    store(&old.join("facility-2"));
    store(elsewhere.path());
    opened(&at(&old, &old.join("facility-2")), "Nord", Stamp(2));
    opened(&at(&old, elsewhere.path()), "Sud", Stamp(1));
    fs::rename(&old, &new).unwrap();
    let all = listed(&new);
    let folders: Vec<PathBuf> = all.iter().map(|it| it.folder(&new)).collect();
    assert_eq!(folders, [new.join("facility-2"), elsewhere.path().to_owned()]);
}

#[test]
fn a_list_that_is_damaged_or_enormous_is_none() {
    let place = tempfile::tempdir().unwrap();
    store(place.path());
    for bytes in [b"{".to_vec(), b"[1]".to_vec(), vec![b' '; 2 << 20]] {
        fs::write(place.path().join(LIST), bytes).unwrap();
        assert_eq!(chosen(place.path(), None).unwrap(), place.path());
        assert_eq!(listed(place.path()).len(), 1);
    }
    opened(&at(place.path(), place.path()), "Canal", Stamp(1));
    assert_eq!(names(place.path()), ["Canal"]);
}
