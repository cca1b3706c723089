struct gauge {
    __attribute__((noinline)) auto level() const
    {
        return now * 1.0;
    }
    int now;
};

int level_of(const gauge &what);
