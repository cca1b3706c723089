struct amount {
    long double value;
};

bool is_three(const amount &what);
