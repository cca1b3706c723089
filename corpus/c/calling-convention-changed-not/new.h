__attribute__((sysv_abi)) int driver_call(int code);
