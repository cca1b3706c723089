static const unsigned name_length = 16;
static const float ratio = 2.5f;

void name_of(char *name, double *width);
