struct lib_result { long blocks; long size; };
struct lib_request { int kind; void *ptr; };
int lib_stat(struct lib_request *request);
