typedef double two __attribute__((vector_size(16)));

int first_of(two what);
