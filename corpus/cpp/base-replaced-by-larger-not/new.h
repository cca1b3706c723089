struct readings {
    double values[10];
    int count;
};
struct series : readings {
};

series *make_series();
