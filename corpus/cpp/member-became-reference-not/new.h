struct setting {
    const long &value;
    int uses;
};

setting *make_setting();
