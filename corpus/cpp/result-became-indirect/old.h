struct span {
    long first;
    long last;
};

span make_span(long first, long last);
