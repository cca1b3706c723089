struct big {
    big(long first) : at{first} {}
    big(const big &other) : at{other.at[0]} {}
    long at[4];
};

big make_big(long first);
