# Commands, as the history names them.
command-add = Added
command-set = Changed
command-delete = Deleted
command-restore = Restored
command-create_production = Production created
command-apply_template = Template applied
command-move_booking = Booking moved
command-split_booking = Booking split
command-change_booking = State of a booking changed
command-take_baseline = Baseline taken
command-name_person = Directory updated
command-found_facility = Facility created
command-create_document = Document created
command-undo = Undone
command-redo = Redone
command-import = Import
command-group = Several commands
