//! Small widgets: buttons, tags, cards, fields.
