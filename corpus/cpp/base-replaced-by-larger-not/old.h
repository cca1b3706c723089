struct samples {
    double values[10];
};
struct series : samples {
    int count;
};

series *make_series();
