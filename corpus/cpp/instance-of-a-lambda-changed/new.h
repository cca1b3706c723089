template <typename F> struct job {
    F body;
    int level;
    int runs;

    int times() const { return runs; }
    int depth() const { return level; }
};

inline auto doubler()
{
    return [](int number) { return 2 * number; };
}

void prepare(job<decltype(doubler())> *what);
