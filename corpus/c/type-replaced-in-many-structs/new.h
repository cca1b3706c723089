struct queue { long first; long last; };

struct handle { int kind; struct queue queue; };
struct loop { struct queue handles; int count; };
struct timer { long due; struct queue node; };
struct watch { void *node[2]; struct queue pending; };

int handle_kind(const struct handle *handle);
int loop_count(const struct loop *loop);
long timer_due(const struct timer *timer);
const void *watch_next(const struct watch *watch);
