extern const int limits[1];
