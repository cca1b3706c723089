int measure(int id, long *length);
