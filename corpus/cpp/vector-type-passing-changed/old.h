typedef double four __attribute__((vector_size(32)));

int third_of(four what);
