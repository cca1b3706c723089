struct problem {
    explicit problem(int code);
    problem(const problem &) = delete;
    problem(problem &&) = default;
    int code;
};

[[noreturn]] void fail();
