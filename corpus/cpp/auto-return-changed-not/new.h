struct gauge {
    __attribute__((noinline)) int level() const
    {
        return now;
    }
    int now;
};

int level_of(const gauge &what);
