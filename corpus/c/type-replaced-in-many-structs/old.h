struct handle { int kind; void *queue[2]; };
struct loop { void *handles[2]; int count; };
struct timer { long due; void *node[2]; };
struct watch { void *node[2]; void *pending[2]; };

int handle_kind(const struct handle *handle);
int loop_count(const struct loop *loop);
long timer_due(const struct timer *timer);
const void *watch_next(const struct watch *watch);
