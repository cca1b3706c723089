struct part {
    explicit part(int size);
    ~part();
    int size;
};
struct counter {
    counter(int start, const char *name);
    counter(const counter &other);
    counter &operator=(const counter &other);
    virtual ~counter();
    int next(int step);
    virtual int last(char of) const;
    static int most(int of);
    template<class T> T scaled(T by);
    int count;
    part inner;
};
struct shared : virtual counter {
    explicit shared(int start);
    ~shared();
    int users = 1;
};

int total(int of, const char *name);
extern "C" int total_of_c(int of);
