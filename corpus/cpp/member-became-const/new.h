struct setting {
    const int value;
    int uses;
};

int read_setting(const setting &what);
