template <typename T> struct vec {
    T first;
    int count;
};

vec<int> *ints();
vec<long> *longs();
