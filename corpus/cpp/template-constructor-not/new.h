struct number {
    long value;
    number(long from) : value(from) {}
    template<class other> number(const other &what, int) : value(what.value) {}
    template<class other> number(other &&what, int, int) : value(what.value) {}
};

long value_of(number what);
number *place_it(void *where, long value);
