struct counters {
    static constexpr int most = 8;
    int used;
};

void fill(const counters *which, int *counts);
