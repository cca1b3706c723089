typedef double vector4 __attribute__((vector_size(32)));

double last(vector4 v);
