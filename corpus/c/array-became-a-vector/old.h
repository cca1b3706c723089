struct row { float lane[4]; };
struct matrix { float cells[8]; };

float sum(struct row row);
void scale(struct matrix *matrix);
