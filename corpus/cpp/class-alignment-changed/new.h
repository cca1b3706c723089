struct
alignas(32)
vector4 {
    double at[4];
};

struct pair_of {
    vector4 first;
    int count;
};

bool is_aligned(const vector4 *what);
