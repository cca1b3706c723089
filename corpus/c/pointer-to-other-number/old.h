int measure(int id, int *length);
