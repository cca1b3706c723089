struct setting {
    long value;
    int uses;
};

setting *make_setting();
