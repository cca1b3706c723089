struct item {
    long value;
};

struct handlers {
    long (*value_of)(item what);
};

long ask(const handlers &what);
