struct counters {
    static constexpr int most = 4;
    int used;
};

void fill(const counters *which, int *counts);
