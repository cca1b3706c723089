static const unsigned name_length = 8;
static const float ratio = 1.5f;

void name_of(char *name, double *width);
