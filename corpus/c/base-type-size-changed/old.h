int is_positive(long double value);
void fill_third(long double *value);
