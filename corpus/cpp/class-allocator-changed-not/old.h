class counter {
public:
    static counter *make();
    static void destroy(counter *what);
    int count;
private:
    counter();
};
