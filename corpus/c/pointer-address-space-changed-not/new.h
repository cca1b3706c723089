int read_value(const __seg_fs int *value);
