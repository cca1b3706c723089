struct lib_result { long size; long blocks; };
struct lib_request { int kind; void *ptr; };
int lib_stat(struct lib_request *request);
