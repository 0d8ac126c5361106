//! Hatching and dashed lines: small tiles of oblique stripes, repeated. A tile is drawn once for the
//! resolution of the screen; a hatched bar is then one rectangle, and a dashed outline four.

use egui::epaint::RectShape;
use egui::{
    Color32, ColorImage, Id, Mesh, Rect, Shape, TextureHandle, TextureOptions, Ui, pos2, vec2,
};

/// Distance between stripes, measured along a row, and the share of it that is inked: for an option
/// of the first, the second, any further rank, and for dashes.
const PATTERNS: [(f32, f32); 4] = [(13.0, 0.6), (19.0, 0.45), (28.0, 0.3), (7.0, 0.58)];

#[derive(Clone)]
struct Tile {
    texture: TextureHandle,
    /// How much of the screen it covers.
    size: f32,
}

/// The tiles.
#[derive(Clone)]
pub(super) struct Hatches {
    pixels_per_point: f32,
    tiles: [Tile; 4],
}

impl Hatches {
    pub(super) fn of(ui: &Ui) -> Self {
        let id = Id::unique("timeline hatches");
        let pixels_per_point = ui.pixels_per_point();
        let known: Option<Self> = ui.data(|data| data.get_temp(id));
        if let Some(known) = known.filter(|known| known.pixels_per_point == pixels_per_point) {
            return known;
        }
        let tiles = PATTERNS.map(|(period, share)| tile(ui, period, share, pixels_per_point));
        let drawn = Self { pixels_per_point, tiles };
        ui.data_mut(|data| data.insert_temp(id, drawn.clone()));
        drawn
    }

    /// A rectangle hatched for an option of a rank; the stripes keep to the bar's own left edge.
    pub(super) fn fill(&self, rect: Rect, left: f32, rank: u8, radius: u8, ink: Color32) -> Shape {
        let [first, second, further, _] = &self.tiles;
        let tile = match rank {
            0 | 1 => first,
            2 => second,
            _ => further,
        };
        let uv = tile.cut(rect, left, rect.top());
        RectShape::filled(rect, radius, ink).with_texture(tile.texture.id(), uv).into()
    }

    /// An empty collection of dashed lines.
    pub(super) fn dashes(&self) -> Mesh {
        let [.., dash] = &self.tiles;
        Mesh::with_texture(dash.texture.id())
    }

    /// A dashed outline just within a rectangle, with open corners.
    pub(super) fn outline(&self, rect: Rect, ink: Color32, width: f32, dashes: &mut Mesh) {
        let [.., dash] = &self.tiles;
        let corner = 2.0_f32.min(rect.width() / 4.0).min(rect.height() / 4.0);
        let (flat, tall) = (rect.shrink2(vec2(corner, 0.0)), rect.shrink2(vec2(0.0, corner)));
        let sides = [
            Rect::from_min_max(flat.min, pos2(flat.right(), flat.top() + width)),
            Rect::from_min_max(pos2(flat.left(), flat.bottom() - width), flat.max),
            Rect::from_min_max(tall.min, pos2(tall.left() + width, tall.bottom())),
            Rect::from_min_max(pos2(tall.right() - width, tall.top()), tall.max),
        ];
        for side in sides {
            dashes.add_rect_with_uv(side, dash.cut(side, flat.left(), tall.top()), ink);
        }
    }
}

impl Tile {
    /// What part of the endless pattern lies in a rectangle, if it begins at a place.
    fn cut(&self, rect: Rect, left: f32, top: f32) -> Rect {
        let place = |x: f32, y: f32| pos2((x - left) / self.size, (y - top) / self.size);
        Rect::from_min_max(place(rect.left(), rect.top()), place(rect.right(), rect.bottom()))
    }
}

fn tile(ui: &Ui, period: f32, share: f32, pixels_per_point: f32) -> Tile {
    // Whole pixels, so that the pattern meets itself and stays sharp.
    let side = (period * pixels_per_point).round().max(2.0);
    let pixels = side as usize;
    let half = side * share / 2.0;
    let ink = |index: usize| {
        let along = ((index % pixels) + (index / pixels)) as f32 + 1.0;
        let off = (along % side - half).abs();
        let distance = (off.min(side - off) - half) * std::f32::consts::FRAC_1_SQRT_2;
        // Stripes run from the lower left to the upper right, with soft edges a pixel wide.
        Color32::from_white_alpha(((0.5 - distance).clamp(0.0, 1.0) * 255.0) as u8)
    };
    let image = ColorImage::new([pixels, pixels], (0..pixels * pixels).map(ink).collect());
    let texture = ui.load_texture("hatch", image, TextureOptions::LINEAR_REPEAT);
    Tile { texture, size: side / pixels_per_point }
}
