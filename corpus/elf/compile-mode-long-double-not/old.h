void get_value(int index, double *value);
