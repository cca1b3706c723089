enum class Mode : unsigned char { Fast, Safe };

int is_fast(Mode mode);
