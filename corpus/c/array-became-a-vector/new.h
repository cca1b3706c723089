typedef float lanes __attribute__((vector_size(16)));
typedef float cells __attribute__((vector_size(32)));

struct row { lanes lane; };
struct matrix { cells cells; };

float sum(struct row row);
void scale(struct matrix *matrix);
