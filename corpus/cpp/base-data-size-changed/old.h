struct base {
    base();
    void touch();
    int count;
    char flag;
};
