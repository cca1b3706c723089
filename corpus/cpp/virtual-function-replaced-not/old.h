typedef int number;
struct gauge {
    virtual int set(int value);
    virtual int get();
    int value;
};

gauge *make_gauge();
