class counter {
public:
    static counter *make();
    static void destroy(counter *what);
    void *operator new(unsigned long size);
    void operator delete(void *what);
    int count;
private:
    counter();
};
