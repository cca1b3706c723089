extern char *const scratch_area;
