struct plugin {
    __attribute__((ms_abi)) int call(int code);
    int base;
};
