struct readings {
    double values[15];
};
struct series : readings {
    int count;
};

series *make_series();
