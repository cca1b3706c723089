__attribute__((aarch64_vector_pcs)) double scale(double x);
