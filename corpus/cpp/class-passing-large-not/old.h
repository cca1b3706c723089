struct big {
    big(long first) : at{first} {}
    long at[4];
};

long first_of(big what);
