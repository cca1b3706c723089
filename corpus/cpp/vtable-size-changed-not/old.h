int measure();
