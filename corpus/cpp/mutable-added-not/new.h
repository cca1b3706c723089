int read_setting();
