void get_value(int index, long double *value);
