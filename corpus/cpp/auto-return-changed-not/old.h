struct gauge {
    __attribute__((noinline)) auto level() const
    {
        return now;
    }
    int now;
};

int level_of(const gauge &what);
