typedef void *device_t;
device_t device_open(int id);
int device_id(device_t device);
