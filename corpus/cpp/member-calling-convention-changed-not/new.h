struct plugin {
    __attribute__((sysv_abi)) int call(int code);
    int base;
};
