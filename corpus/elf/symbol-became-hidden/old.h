int queue_push(int item);
int queue_depth(void);
