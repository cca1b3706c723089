__attribute__((ms_abi)) int plugin_call(int code, int flags);
