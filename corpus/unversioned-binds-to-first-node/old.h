int measure(int length);
