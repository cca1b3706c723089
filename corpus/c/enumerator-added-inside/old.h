enum shape { SHAPE_CIRCLE, SHAPE_SQUARE, SHAPE_STAR };

int shape_corners(enum shape shape);
