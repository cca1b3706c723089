template <typename T> struct vec {
    T first;
    T capacity;
    int count;
};

vec<int> *ints();
vec<long> *longs();
vec<const char *> *strings();
