struct setting {
    int value;
    int uses;
};

int read_setting(const setting &what);
