typedef int number;
struct gauge {
    virtual int set(number value);
    virtual int get();
    int value;
};

gauge *make_gauge();
