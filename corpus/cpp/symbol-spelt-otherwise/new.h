typedef float lanes __attribute__((vector_size(16)));

float first_of(lanes which);
