int blob_first(const unsigned char *blob);
