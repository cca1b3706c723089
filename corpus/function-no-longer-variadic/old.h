int trace(int count, ...);
