int measure(long *length);
