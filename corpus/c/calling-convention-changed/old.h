int plugin_call(int code, int flags);
