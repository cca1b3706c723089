struct counter {
    counter();
    void *operator new(unsigned long size);
    void operator delete(void *what);
    int count;
};

void destroy(counter *what);
