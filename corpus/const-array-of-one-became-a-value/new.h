extern const int limits;
