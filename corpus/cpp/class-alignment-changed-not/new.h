struct
alignas(8)
vector4 {
    double at[4];
};

bool is_aligned(const vector4 *what);
