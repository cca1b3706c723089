int read_value(__seg_fs int *value);
