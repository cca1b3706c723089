struct problem {
    explicit problem(long code);
    problem(const problem &other);
    long code;
    long line;
};

void fail();
