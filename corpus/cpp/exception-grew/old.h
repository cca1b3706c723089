struct problem {
    explicit problem(long code);
    problem(const problem &other);
    long code;
};

void fail();
