struct problem {
    explicit problem(int code);
    problem(const problem &) = default;
    int code;
};

[[noreturn]] void fail();
