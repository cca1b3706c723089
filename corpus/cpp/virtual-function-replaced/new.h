struct gauge {
    virtual int set(const int *value);
    virtual int get();
    int value;
};

gauge *make_gauge();
