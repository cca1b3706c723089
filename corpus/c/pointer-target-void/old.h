int blob_first(const void *blob);
