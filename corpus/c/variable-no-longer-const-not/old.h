extern const char *const scratch_area;
