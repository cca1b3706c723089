struct plugin {
    int call(int code);
    int base;
};
