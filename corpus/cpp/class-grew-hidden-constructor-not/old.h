#define API __attribute__((visibility("default")))

class counter {
public:
    counter();
    explicit counter(int first);
    API static counter *make();
    API void count();
    int all;
};

inline counter::counter() : all(1) {}
