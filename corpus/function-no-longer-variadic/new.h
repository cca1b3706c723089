int trace(int count);
