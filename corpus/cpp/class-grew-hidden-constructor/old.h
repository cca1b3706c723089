#define API __attribute__((visibility("default")))

class counter {
public:
    counter();
    counter(const counter &other);
    counter &operator=(const counter &other);
    ~counter();
    API static counter *make();
    API int get() const;
    int all;
};
