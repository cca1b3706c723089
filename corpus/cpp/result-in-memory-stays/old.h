struct big {
    big(long first) : at{first} {}
    long at[4];
};

big make_big(long first);
