struct tag {
};

long value_of(tag which, long value);
