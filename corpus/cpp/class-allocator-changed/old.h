struct counter {
    counter();
    int count;
};

void destroy(counter *what);
