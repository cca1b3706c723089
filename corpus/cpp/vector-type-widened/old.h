typedef int lanes __attribute__((vector_size(16)));
struct block {
    lanes values;
    int times;
};

int times_of(const block &what);
