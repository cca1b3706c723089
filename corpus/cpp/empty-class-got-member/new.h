struct tag {
    int kind;
};

long value_of(tag which, long value);
