template <typename F> struct job {
    F body;
    int runs;

    int times() const { return runs; }
};

inline auto doubler()
{
    return [](int number) { return 2 * number; };
}

void prepare(job<decltype(doubler())> *what);
