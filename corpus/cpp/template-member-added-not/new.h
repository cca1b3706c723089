template <typename T> struct vec {
    T first;
    int count;
};
template <> struct vec<long> {
    long capacity;
    long first;
    int count;
};

vec<int> *ints();
vec<long> *longs();
