int driver_call(int code);
